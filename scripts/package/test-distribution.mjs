import { cpSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { remove } from '../../python-env/build/files.mjs';
import { root } from '../checks.mjs';

/** What the older Electron of the tests was packaged with, and is not Electron's. */
const FOREIGN = new Set(['usr', 'AppRun', 'resources']);

/** A folder with the files of an Electron and nothing else, as electron-builder would have unpacked them. */
export function testDistribution(executable) {
  const from = dirname(executable);
  const to = join(root, 'dist', 'test-electron');
  remove(to);
  mkdirSync(join(to, 'resources'), { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const isForeign = FOREIGN.has(entry.name) || /^\.|\.desktop$/.test(entry.name) || entry.isSymbolicLink();
    if (!isForeign) put(join(from, entry.name), join(to, entry.name), entry.isDirectory());
  }
  return to;
}

/** Links large files: electron-builder makes its own copies. */
function put(from, to, isFolder) {
  if (isFolder) return cpSync(from, to, { recursive: true });
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to);
  }
}
