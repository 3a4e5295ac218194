import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Python of the environment with the dev group; the set-up names it. */
export const PYTHON = process.env.LUTHIER_PYTHON ?? 'python3';

const node = (...args) => [process.execPath, ...args];
const python = (...args) => [PYTHON, '-m', ...args];

/** Everything `npm run check` asks: a name, a command, and the folder it runs in. */
export function checks() {
  return [
    ['biome', node('node_modules/@biomejs/biome/bin/biome', 'check', '.')],
    ...rooms().map(room => [`tsc ${room}`, node('node_modules/typescript/bin/tsc', '--noEmit', '--project', room)]),
    ['dependency-cruiser', node('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', ...sourceRooms())],
    ['knip', node('node_modules/knip/bin/knip.js')],
    ['contract', node('scripts/contract/generate.ts', '--check')],
    ['ruff check', python('ruff', 'check', '.'), 'python-env'],
    ['ruff format', python('ruff', 'format', '--check', '.'), 'python-env'],
    ['mypy', python('mypy'), 'python-env'],
    ['lint-imports', [join(dirname(PYTHON), 'lint-imports')], 'python-env'],
  ].map(([name, command, folder = '.']) => ({ name, command, folder: join(root, folder) }));
}

/** Runs the checks, as many at a time as there are cores. One line each; output only of those that fail. */
export async function runChecks(list, say) {
  const waiting = [...list];
  const failed = [];
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { code, output, seconds } = await runCheck(check);
      say(`${code === 0 ? 'ok    ' : 'FAILED'}  ${check.name}  ${seconds.toFixed(1)} s`);
      if (code === 0) continue;
      say(output.trimEnd());
      failed.push(check.name);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, worker));
  return failed;
}

function runCheck({ command: [command, ...args], folder }) {
  const began = performance.now();
  return new Promise(resolve => {
    let output = '';
    const hear = chunk => {
      output += chunk;
    };
    const end = code => resolve({ code, output, seconds: (performance.now() - began) / 1000 });
    const child = spawn(command, args, { cwd: folder, env: process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', error => {
      hear(`${command}: ${error.message}`);
      end(127);
    });
    child.on('close', code => end(code ?? 1));
  });
}

/** Folders with a tsconfig of their own, one a room. */
function rooms() {
  const folders = ['', ...sourceRooms(), 'native-bridge/contract', ...below('test')];
  return folders.filter(folder => existsSync(join(root, folder, 'tsconfig.json'))).map(folder => folder || '.');
}

const sourceRooms = () =>
  ['electron', 'renderer', 'native-bridge', 'scripts', 'bench', 'test'].filter(room => below(room).length > 0);

const below = folder =>
  existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map(name => `${folder}/${name}`) : [];
