import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './command.mjs';
import { aptInstall, canAptInstall } from './debian.mjs';
import { SetUpError } from './errors.mjs';
import {
  freeBytes,
  gigabytes,
  moveIn,
  readJson,
  readText,
  remove,
  removeStaging,
  sha256,
  stagingOf,
  writeWhole,
} from './files.mjs';
import { findPython } from './find-python.mjs';
import { cleanPythonEnv, ensureUv, venvPython } from './uv.mjs';

const NEEDED_BYTES = 7e9;
/** With the wheels of the same lock file in uv's cache, most files are links. */
const NEEDED_AGAIN_BYTES = 1e9;
const HINT = 'Check the connection, then run the same command again: what was downloaded is kept.';

/** Dependency groups of python-env/pyproject.toml. */
export const PRODUCT = ['starter', 'names'];
export const TESTS = ['starter', 'names', 'dev'];

/**
 * The Python environment with at least these dependency groups. It is built in a staging folder, probed, renamed to
 * its id, and only then named in `current.json`; the one before is kept, older ones go.
 */
export function pythonEnvironment(groups) {
  return {
    title: 'Python environment',
    isReady: ({ root, home }) => currentEnvironment({ root, home, groups }) !== null,
    run: (context, say) => build({ ...context, groups, say }),
  };
}

/**
 * The environment built anew, whatever state it is in, with the groups it has. Its files are links into uv's cache, so
 * one that was spoilt is spoilt there too: everything is downloaded again, and the cache only used without a connection.
 */
export function rebuiltEnvironment(groups) {
  return {
    ...pythonEnvironment(groups),
    isReady: () => false,
    run: ({ root, home }, say) => {
      const id = readJson(currentFile(home))?.current ?? '';
      const had = manifestOf(join(home, 'environments', id))?.groups ?? [];
      return build({ root, home, groups: [...new Set([...groups, ...had])], say, afresh: true });
    },
  };
}

/** Folder of the environment in use, when it was built from this lock file with at least these groups; else null. */
export function currentEnvironment({ root, home, groups }) {
  const id = readJson(currentFile(home))?.current;
  if (typeof id !== 'string') return null;
  const folder = join(home, 'environments', id);
  return serves(folder, lockSha256(root), groups) ? folder : null;
}

/** The interpreter of the environment in use. */
export function environmentPython({ root, home, groups = PRODUCT }) {
  const folder = currentEnvironment({ root, home, groups });
  return folder === null ? null : venvPython(folder);
}

async function build({ root, home, groups, say, afresh = false }) {
  const environments = join(home, 'environments');
  const id = environmentId(root, groups);
  const folder = join(environments, id);
  mkdirSync(environments, { recursive: true });
  removeStaging(home);
  removeStaging(environments);

  if (afresh || !serves(folder, lockSha256(root), groups)) {
    checkDisk({ root, home, afresh });
    const staging = stagingOf(folder);
    await install({ root, home, groups, staging, say, afresh });
    moveIn(staging, folder);
  }

  const before = readJson(currentFile(home));
  const previous = before?.current === id ? before.previous : (before?.current ?? null);
  writeWhole(currentFile(home), `${JSON.stringify({ current: id, previous })}\n`);
  say('removing older environments');
  for (const other of environmentsOf(home).filter(path => ![id, previous].includes(basename(path)))) remove(other);
}

async function install({ root, home, groups, staging, say, afresh }) {
  const began = performance.now();
  const python = await pythonOfMachine(say);
  const uv = await ensureUv({ root, home, python, say });
  const project = join(root, 'python-env');
  const env = {
    ...cleanPythonEnv(),
    UV_PROJECT_ENVIRONMENT: staging,
    UV_PYTHON_DOWNLOADS: 'never',
    UV_LINK_MODE: 'hardlink',
  };
  const ask = (args, more = {}) => run(uv, args, { cwd: project, env: { ...env, ...more }, say, hint: HINT });
  const sync = [
    'sync',
    '--frozen',
    '--no-install-project',
    '--no-default-groups',
    '--python',
    venvPython(staging),
  ].concat(groups.flatMap(group => ['--group', group]));

  await ask(['venv', '--relocatable', '--no-project', '--python', python.path, staging]);
  if (afresh) {
    const cache = stagingOf(`${staging}.cache`);
    await ask(sync, { UV_CACHE_DIR: cache }).catch(() => ask(sync));
    remove(cache);
  } else await ask(sync);

  say('probing imports and devices');
  const probe = await run(venvPython(staging), ['-I', join(project, 'luthier', 'environment', 'probe.py')], {
    env: { ...cleanPythonEnv(), PYTHONDONTWRITEBYTECODE: '1' },
    hint: 'The environment in use was left as it is. Report this with the text above.',
  });
  writeWhole(join(staging, 'probe.json'), probe);
  writeWhole(
    join(staging, 'environment.json'),
    `${JSON.stringify({
      format: 1,
      lockSha256: lockSha256(root),
      groups,
      python: python.version.join('.'),
      basePython: python.path,
      builtAtMs: Date.now(),
      seconds: Math.round((performance.now() - began) / 100) / 10,
    })}\n`,
  );
}

async function pythonOfMachine(say) {
  try {
    return findPython();
  } catch (error) {
    if (!canAptInstall()) throw error;
    await aptInstall(['python3', 'python3-venv'], say);
    return findPython();
  }
}

/** Refuses to begin what the disk cannot hold. */
export function checkDisk({ root, home, afresh = false, free = freeBytes(home) }) {
  const lock = lockSha256(root);
  const again = !afresh && environmentsOf(home).some(folder => manifestOf(folder)?.lockSha256 === lock);
  const needed = again ? NEEDED_AGAIN_BYTES : NEEDED_BYTES;
  if (free >= needed) return;
  throw new SetUpError(
    `The disk of ${home} has ${gigabytes(free)} free; the Python environment needs about ${gigabytes(needed)}.`,
    'Free some space, or set LUTHIER_HOME to a folder on a larger disk.',
  );
}

/** True when the folder holds a finished environment of this lock file, with these groups, whose interpreter exists. */
function serves(folder, lock, groups) {
  const manifest = manifestOf(folder);
  return (
    manifest?.lockSha256 === lock &&
    groups.every(group => manifest.groups.includes(group)) &&
    existsSync(venvPython(folder))
  );
}

function environmentsOf(home) {
  const folder = join(home, 'environments');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => join(folder, entry.name));
}

/** Names the content: the same lock file and groups have the same id on every machine. */
export const environmentId = (root, groups) =>
  sha256(`${lockSha256(root)} ${[...groups].sort().join(' ')}`).slice(0, 16);

const lockSha256 = root => sha256(readText(join(root, 'python-env', 'uv.lock')) ?? '');
const currentFile = home => join(home, 'environments', 'current.json');
const manifestOf = folder => readJson(join(folder, 'environment.json'));
