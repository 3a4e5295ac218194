import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { notices } from './notices.mjs';

const ROOT = join(import.meta.dirname, '../..');

/** A project with these packages in its lock and in its node_modules. */
function project(packages) {
  const root = mkdtempSync(join(tmpdir(), 'luthier-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const lock = { '': {} };
  for (const [name, { files = {}, lock: entry = {}, ...manifest }] of Object.entries(packages)) {
    const path = `node_modules/${name}`;
    lock[path] = entry;
    if (entry.isAbsent) continue;
    mkdirSync(join(root, path), { recursive: true });
    writeFileSync(join(root, path, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...manifest }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(root, path, file), text);
  }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: lock }));
  return root;
}

test('every package that is not for development is named with its version and the texts that it came with', () => {
  const text = notices(ROOT);
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

  for (const [name, version] of Object.entries(dependencies)) expect(text).toContain(`\n${name} ${version}  (`);
  expect(text).not.toMatch(/^(vitest|typescript|electron-builder) \d/m);
  expect(text).toContain('Copyright (c) Meta Platforms, Inc. and affiliates.');
  const more = readFileSync(join(ROOT, 'node_modules/monaco-editor/ThirdPartyNotices.txt'), 'utf8');
  expect(text).toContain(more.replaceAll('\r\n', '\n').trim());
});

test('packages with the same text stand above it together, one without a text is given under what it names', () => {
  const text = notices(
    project({
      b: { license: 'MIT', files: { 'LICENSE.md': 'Be kind.' } },
      a: { license: 'MIT', files: { licence: 'Be kind.\r\n', 'NOTICE.txt': '' } },
      c: { license: 'ISC', author: 'Ada <ada@example.org>' },
      d: { license: 'Zlib' },
      e: { license: 'MIT', lock: { dev: true } },
      f: { license: 'MIT', lock: { optional: true, isAbsent: true } },
    }),
  );

  expect(text).toContain('a 1.0.0  (MIT)\nb 1.0.0  (MIT)\n\nBe kind.');
  expect(text).toContain('c 1.0.0  (ISC)\n\nCopyright Ada <ada@example.org>\n\nPermission to use, copy');
  expect(text).toContain('d 1.0.0  (Zlib)\n\nhttps://spdx.org/licenses/Zlib.html');
  expect(text).not.toMatch(/^[ef] 1/m);
});

test('a package without any licence ends the build', () => {
  expect(() => notices(project({ mine: {} }))).toThrow(/mine 1\.0\.0 in .*mine names no licence/);
});
