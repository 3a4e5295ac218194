import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeOf, npmCommand, packages } from './packages.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'luthier-packages-'));
  put('package-lock.json', lock('1.0.0'));
  put('node_modules/.package-lock.json', lock('1.0.0'));
  put('node_modules/node-pty/build/Release/pty.node', '');
  put('node_modules/node/bin/node', '');
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A lock file of one package, and of one that only another system needs. */
const lock = version =>
  JSON.stringify({
    packages: {
      '': { name: 'luthier' },
      'node_modules/zod': { version },
      'node_modules/zod-elsewhere': { version, optional: true },
    },
  });

test('packages that npm installed by this lock file are ready', () => {
  put('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/zod': { version: '1.0.0' } } }));
  expect(packages.isReady({ root })).toBe(true);
});

test.each([
  ['the lock file names another version', () => put('package-lock.json', lock('1.0.1'))],
  ['an install was interrupted', () => rmSync(join(root, 'node_modules/.package-lock.json'))],
  ['the Node of the project is not there', () => rmSync(nodeOf(root))],
  ['the terminal was not compiled', () => rmSync(join(root, 'node_modules/node-pty'), { recursive: true })],
])('packages are not ready when %s', (_, spoil) => {
  spoil();
  expect(packages.isReady({ root })).toBe(false);
});

test('npm runs on a Node that does not go when node_modules goes', () => {
  const script = join('/', 'npm', 'npm-cli.js');
  put('bin/node', '');
  chmodSync(join(root, 'bin/node'), 0o755);
  chmodSync(nodeOf(root), 0o755);
  const PATH = [dirname(nodeOf(root)), join(root, 'bin')].join(delimiter);

  expect(npmCommand(['ci'], { PATH, npm_execpath: script })).toEqual([join(root, 'bin/node'), [script, 'ci']]);
});
