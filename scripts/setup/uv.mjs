import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { moveIn, readText, remove, sha256, stagingOf, writeWhole } from './files.mjs';

/** uv, exact version and hashes of its wheels. */
const LOCK = 'scripts/setup/uv.requirements.txt';
const HINT = 'Check the connection and the index that pip uses (`pip config list`), then run the same command again.';

/** Path of Luthier's own uv. It is installed from its Python package when it is not there or not this version. */
export async function ensureUv({ root, home, python, say }) {
  const folder = join(home, 'uv');
  const wanted = sha256(readText(join(root, LOCK)));
  if (readText(join(folder, '.lock-sha256')) !== wanted || !existsSync(uvIn(folder))) {
    say('installing uv');
    const staging = stagingOf(folder);
    remove(staging);
    await installPackages({ python, lock: join(root, LOCK), into: staging, say });
    writeWhole(join(staging, '.lock-sha256'), wanted);
    moveIn(staging, folder);
  }
  return uvIn(folder);
}

/** Puts the packages of a requirements file with hashes into a folder, by pip of the machine's Python or of a venv. */
export async function installPackages({ python, lock, into, say }) {
  mkdirSync(into, { recursive: true });
  const venv = join(into, '.pip');
  if (!python.hasPip) await run(python.path, ['-m', 'venv', venv], { say, hint: 'Debian: apt install python3-venv.' });
  const pip = python.hasPip ? python.path : venvPython(venv);

  await run(
    pip,
    ['-m', 'pip', 'install', '--quiet', '--no-input', '--no-compile', '--disable-pip-version-check']
      .concat(['--only-binary', ':all:', '--no-deps', '--require-hashes'])
      .concat(['--target', into, '--requirement', lock]),
    { env: cleanPythonEnv(), say, hint: HINT },
  );
  remove(venv);
}

/** The interpreter of a virtual environment. */
export const venvPython = folder =>
  process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');

/** The person's environment without what would make Python or uv look elsewhere. */
export function cleanPythonEnv(env = process.env) {
  const { PYTHONPATH, PYTHONHOME, VIRTUAL_ENV, CONDA_PREFIX, UV_PROJECT_ENVIRONMENT, PIP_TARGET, ...rest } = env;
  return { ...rest, PIP_USER: '0', PIP_ROOT_USER_ACTION: 'ignore' };
}

const uvIn = folder => join(folder, 'bin', process.platform === 'win32' ? 'uv.exe' : 'uv');
