/**
 * Prints the interpreter of the environment that the peers live in. It is built on first use from bench/peers/uv.lock
 * into bench/peers/.env, and again when that file changes.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from '../python-env/build/errors.mjs';
import { readText, sha256, writeWhole } from '../python-env/build/files.mjs';
import { findPython } from '../python-env/build/find-python.mjs';
import { placesOf, venvPython } from '../python-env/build/places.mjs';
import { cleanPythonEnv, ensureUv } from '../python-env/build/uv.mjs';
import { run } from '../scripts/setup/command.mjs';
import { luthierHome } from '../scripts/setup/home.mjs';
import { setUp } from '../scripts/setup/set-up.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const project = join(root, 'bench', 'peers');
const environment = join(project, '.env');
const stamp = join(environment, '.lock-sha256');
const wanted = sha256(readText(join(project, 'uv.lock')) ?? '');

const peers = {
  title: 'Peers of the benchmarks',
  isReady: () => readText(stamp) === wanted && existsSync(venvPython(environment)),
  run: async ({ home }, say) => {
    const python = findPython();
    const places = placesOf({ pythonEnv: join(root, 'python-env'), home });
    const uv = await ensureUv({ ...places, python, run, say });
    await run(uv, ['sync', '--frozen', '--python', python.path], {
      cwd: project,
      env: {
        ...cleanPythonEnv(),
        UV_PROJECT_ENVIRONMENT: environment,
        UV_PYTHON_DOWNLOADS: 'never',
        UV_LINK_MODE: 'hardlink',
      },
      say,
      hint: 'Check the connection, then run the same command again: what was downloaded is kept.',
    });
    // Last, so that an environment whose installation was interrupted is completed by the next run.
    writeWhole(stamp, wanted);
  },
};

try {
  await setUp([peers], { root, home: luthierHome() });
  console.log(venvPython(environment));
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
