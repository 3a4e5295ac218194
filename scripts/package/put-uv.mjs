import { cpSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { remove } from '../../python-env/build/files.mjs';
import { findPython } from '../../python-env/build/find-python.mjs';
import { ensureUv } from '../../python-env/build/uv.mjs';
import { run } from '../setup/command.mjs';

/**
 * uv of this system, by the hashes of its lock, into `dist/uv`: with it a machine without any Python can have its
 * environment built. A build that cannot get it fails.
 */
export async function putUv(root) {
  const pythonEnv = join(root, 'python-env');
  const place = join(root, 'dist', 'uv-install');
  const say = words => console.log(`  • uv: ${words}`);
  const uv = await ensureUv({ pythonEnv, place, python: findPython(), run, say });
  const folder = join(root, 'dist', 'uv');
  remove(folder);
  mkdirSync(folder, { recursive: true });
  cpSync(uv, join(folder, basename(uv)));
}
