/**
 * The pictures of the README: the window of the packaged app with the sample in it, as the first step of the walk takes them.
 * `npm run screenshots [-- folder]`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');
const pictures = resolve(process.argv[2] ?? join(root, 'docs/pictures'));
mkdirSync(pictures, { recursive: true });

const walk = ['node_modules/vitest/vitest.mjs', 'run', 'test/packaged/walk.test.ts', '-t', 'WALK-1 '];
const env = { ...process.env, LUTHIER_WALK_PICTURES: pictures };
process.exitCode = spawnSync(process.execPath, walk, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
