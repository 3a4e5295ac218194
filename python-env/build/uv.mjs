import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { moveIn, readText, remove, sha256, stagingOf, writeWhole } from './files.mjs';
import { interpretersFolder, uvCache, venvPython } from './places.mjs';

/** uv, exact version and hashes of its wheels; beside `pyproject.toml`, in `build/`. */
export const UV_LOCK = 'uv.requirements.txt';
const HINT = 'Check the connection and the index that pip uses (`pip config list`), then run the same command again.';
const NAME = process.platform === 'win32' ? 'uv.exe' : 'uv';

/**
 * What a build may reach: `offline` forbids all of it; the addresses are null where the person named no mirror.
 *
 * @typedef {object} Sources
 * @property {boolean} offline
 * @property {string | null} packageIndex
 * @property {string | null} torchIndex
 * @property {string | null} pythonMirror
 */

/** @type {Sources} */
export const USUAL_SOURCES = { offline: false, packageIndex: null, torchIndex: null, pythonMirror: null };

/** The uv that is here already: the one that came with the app, else the one that was installed; null for none. */
export function presentUv({ pythonEnv, place }) {
  const bundled = join(pythonEnv, 'uv', NAME);
  if (existsSync(bundled)) return bundled;
  const folder = join(place, 'uv');
  const isWanted = readText(join(folder, '.lock-sha256')) === wantedUv(pythonEnv);
  return isWanted && existsSync(uvIn(folder)) ? uvIn(folder) : null;
}

/**
 * Path of Luthier's own uv. It is installed from its Python package when it is not there or not this version.
 *
 * @param {{ pythonEnv: string, place: string, python: { path: string, hasPip: boolean }, packageIndex?: string | null,
 *   run: Function, say: (words: string) => void }} of
 * @returns {Promise<string>}
 */
export async function ensureUv({ pythonEnv, place, python, run, say, packageIndex = null }) {
  const present = presentUv({ pythonEnv, place });
  if (present !== null) return present;
  say('installing uv');
  const folder = join(place, 'uv');
  const staging = stagingOf(folder);
  remove(staging);
  await installPackages({ python, lock: join(pythonEnv, 'build', UV_LOCK), into: staging, run, say, packageIndex });
  writeWhole(join(staging, '.lock-sha256'), wantedUv(pythonEnv));
  moveIn(staging, folder);
  return uvIn(folder);
}

/** Puts the packages of a requirements file with hashes into a folder, by pip of the machine's Python or of a venv. */
export async function installPackages({ python, lock, into, run, say, packageIndex = null }) {
  mkdirSync(into, { recursive: true });
  const { pip, venv } = await pipOf({ python, into, run, say });
  await run(
    pip,
    ['-m', 'pip', 'install', '--quiet', '--no-input', '--no-compile', '--disable-pip-version-check']
      .concat(['--only-binary', ':all:', '--no-deps', '--require-hashes'])
      .concat(packageIndex === null ? [] : ['--index-url', packageIndex])
      .concat(['--target', into, '--requirement', lock]),
    { env: cleanPythonEnv(), say, hint: HINT },
  );
  remove(venv);
}

/** An interpreter that can run pip: the given one, or one of a virtual environment made for that. */
export async function pipOf({ python, into, run, say }) {
  const venv = join(into, '.pip');
  if (python.hasPip) return { pip: python.path, venv };
  await run(python.path, ['-m', 'venv', venv], { say, hint: 'Debian: apt install python3-venv.' });
  return { pip: venvPython(venv), venv };
}

/** The person's environment without what would make Python or uv look elsewhere, or a library tell of what it does. */
export function cleanPythonEnv(env = process.env) {
  const { PYTHONPATH, PYTHONHOME, VIRTUAL_ENV, CONDA_PREFIX, UV_PROJECT_ENVIRONMENT, PIP_TARGET, ...rest } = env;
  return { ...rest, PIP_USER: '0', PIP_ROOT_USER_ACTION: 'ignore', ORT_DISABLE_TELEMETRY: '1' };
}

/**
 * What uv is told: to keep everything in Luthier's own folders, and what it may reach. It gives up on what does not
 * answer after a few tries instead of waiting for minutes.
 */
export function uvEnv(places, sources, env = process.env) {
  return {
    UV_HTTP_TIMEOUT: '30',
    UV_HTTP_RETRIES: '2',
    ...cleanPythonEnv(env),
    UV_CACHE_DIR: uvCache(places),
    UV_PYTHON_INSTALL_DIR: interpretersFolder(places),
    UV_PYTHON_DOWNLOADS: 'never',
    UV_LINK_MODE: 'hardlink',
    DO_NOT_TRACK: '1',
    ...(sources.offline && { UV_OFFLINE: '1', PIP_NO_INDEX: '1' }),
    ...(sources.packageIndex !== null && { UV_DEFAULT_INDEX: sources.packageIndex }),
    ...(sources.pythonMirror !== null && { UV_PYTHON_INSTALL_MIRROR: sources.pythonMirror }),
  };
}

const wantedUv = pythonEnv => sha256(readText(join(pythonEnv, 'build', UV_LOCK)) ?? '');
const uvIn = folder => join(folder, 'bin', NAME);
