import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './files.mjs';

/**
 * Where everything stands that Luthier keeps outside all projects. `place` is the folder of what is large: the home
 * itself, unless the person chose a folder on another disk.
 *
 * @typedef {object} Places
 * @property {string} pythonEnv Folder with `pyproject.toml`, `uv.lock`, `luthier/` and `build/`.
 * @property {string} home
 * @property {string} place
 */

/**
 * @param {{ pythonEnv: string, home: string }} of
 * @returns {Places}
 */
export function placesOf({ pythonEnv, home }) {
  const chosen = readJson(join(home, 'settings.json'))?.place;
  return { pythonEnv, home, place: typeof chosen === 'string' && chosen !== '' ? chosen : home };
}

/** @param {Places} places */
export const environmentsFolder = ({ place }) => join(place, 'environments');
export const uvCache = ({ place }) => join(place, 'cache', 'uv');
export const interpretersFolder = ({ place }) => join(place, 'interpreters');
export const starterFolder = ({ place }) => join(place, 'models', 'smollm2-135m-instruct');
export const currentFile = places => join(environmentsFolder(places), 'current.json');

/**
 * What `current.json` names: the environment in use, and the one before it.
 *
 * @param {Places} places
 * @returns {{ current: string, previous: string | null } | null}
 */
export function currentOf(places) {
  const named = readJson(currentFile(places));
  if (typeof named?.current !== 'string') return null;
  return { current: named.current, previous: typeof named.previous === 'string' ? named.previous : null };
}

/** Folders of all environments that were finished, current or not. */
export function environmentFolders(places) {
  const folder = environmentsFolder(places);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.endsWith('.staging'))
    .map(entry => join(folder, entry.name));
}

/** The interpreter of a virtual environment. */
export const venvPython = folder =>
  process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
