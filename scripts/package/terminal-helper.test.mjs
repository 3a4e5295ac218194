import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../checks.mjs';
import { allowHelpers, mayHelperRun } from '../setup/terminal-helper.mjs';
import { inspect } from './contents.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luthier-helper-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NODE_PTY = join(root, 'node_modules', 'node-pty');

/** Starts a process in the terminal of a node-pty, and answers where that one looks for its helper. */
function helperOf(nodePty) {
  const script = `
    const native = require('./lib/utils.js').loadNativeModule('pty').module;
    const fork = native.fork;
    native.fork = (...given) => {
      console.log(given[9]);
      return fork(...given);
    };
    require('./lib/index.js').spawn('true', []).onExit(({ exitCode }) => process.exit(exitCode));
  `;
  const said = execFileSync(process.execPath, ['-e', script], { cwd: nodePty, encoding: 'utf8' });
  return said.trim();
}

/** What npm has put there, in a folder of a package. */
function putNodePty(place) {
  const to = join(folder, place);
  const parts = ['package.json', 'lib', 'build/Release', `prebuilds/${process.platform}-${process.arch}`];
  for (const part of parts.filter(part => existsSync(join(NODE_PTY, part)))) {
    cpSync(join(NODE_PTY, part), join(to, part), { recursive: true });
  }
  return to;
}

test.skipIf(process.platform === 'win32')(
  'where the package has it, node-pty looks for its helper beside itself; unpacked from the archive it would not',
  () => {
    const { extraResources } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
    const place = extraResources.find(({ from }) => from === 'node_modules/node-pty').to;
    const packaged = putNodePty(join('Luthier.app/Contents/Resources', place));
    const unpacked = putNodePty('Luthier.app/Contents/Resources/app.asar.unpacked/node_modules/node-pty');

    expect(dirname(dirname(dirname(helperOf(packaged))))).toBe(packaged);
    expect(helperOf(unpacked)).toContain('app.asar.unpacked.unpacked');
  },
);

test('the helper of macOS, which npm brings without it, gets the right to be run, and a package in which it has none is refused', () => {
  const nodePty = join(folder, 'core', 'node_modules', 'node-pty');
  const helper = join(nodePty, 'prebuilds', 'darwin-arm64', 'spawn-helper');
  mkdirSync(dirname(helper), { recursive: true });
  copyFileSync(join(NODE_PTY, 'prebuilds', 'darwin-arm64', 'spawn-helper'), helper);
  chmodSync(helper, 0o644);
  const wrong = () => inspect(folder, { built: root, platform: 'darwin', arch: 'arm64' }).wrong;

  expect(wrong()).toEqual(['core/node_modules/node-pty/prebuilds/darwin-arm64/spawn-helper may not be run']);
  expect(mayHelperRun(nodePty, 'darwin-arm64')).toBe(false);
  allowHelpers(nodePty);

  expect(wrong()).toEqual([]);
  expect(mayHelperRun(nodePty, 'darwin-arm64')).toBe(true);
  expect(statSync(helper).mode & 0o777).toBe(0o755);
  expect([mayHelperRun(nodePty, 'win32-x64'), mayHelperRun(join(folder, 'nowhere'))]).toEqual([true, true]);
});
