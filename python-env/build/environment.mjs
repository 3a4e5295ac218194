import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SetUpError } from './errors.mjs';
import { named } from './failures.mjs';
import {
  freeBytes,
  gigabytes,
  readJson,
  readText,
  remove,
  removeStaging,
  sha256,
  stagingOf,
  writeWhole,
} from './files.mjs';
import { findPython } from './find-python.mjs';
import { requireUnused, usesOf } from './in-use.mjs';
import {
  currentFile,
  currentOf,
  environmentFolders,
  environmentsFolder,
  interpretersFolder,
  uvCache,
  venvPython,
} from './places.mjs';
import { cpuTorch, withoutCuda } from './requirements.mjs';
import { cleanPythonEnv, ensureUv, presentUv, uvEnv } from './uv.mjs';
import { downloadSizes, isOfCuda, lockSha256, namesNeeded, packagesOf } from './uv-lock.mjs';

const HINT = 'Check the connection, then do the same again: what was downloaded is kept.';
/** Which Python is fetched where the machine has none of its own. */
const OWN_PYTHON = '3.12';
/** Measured on the lock of Linux: 3.3 GB of wheels are 6.4 GB of files. */
const UNPACKED = 2;
/** The starter model, and what is written beside the packages. */
const BESIDE_BYTES = 700e6;
/** A torch for the CPU alone, which the lock knows nothing of. */
const CPU_TORCH_BYTES = 190e6;

/** Dependency groups of `pyproject.toml` that the app needs. */
export const PRODUCT = ['starter', 'names'];

/**
 * How the builder reaches the world, so that the set-up runs tools quietly and the app in a terminal to look at.
 *
 * @typedef {object} Tools
 * @property {(command: string, args: string[], how: object) => Promise<string>} run Quietly; what it wrote to stdout.
 * @property {(command: string, args: string[], how: object) => Promise<unknown>} show Long work, where people can watch.
 * @property {(words: string) => void} say
 * @property {(step: BuildStep, cache?: string) => void} step What comes next, and where its downloads are kept.
 * @property {typeof findPython} [findPython]
 */
/** @typedef {'prepare' | 'download' | 'check' | 'starter'} BuildStep */

/**
 * What is to be built. `pack` is a folder of wheels that replaces every address.
 *
 * @typedef {object} BuildOrder
 * @property {readonly string[]} groups
 * @property {import('./requirements.mjs').TorchBuild} torch
 * @property {boolean} afresh Anything that is there counts as spoilt.
 * @property {import('./uv.mjs').Sources} sources
 * @property {{ wheels: string, requirements: string, uv: string | null, python: string | null } | null} pack
 */

/**
 * Builds the environment in a staging folder, probes it, and only then names it in `current.json`: the one before stays
 * whole and in use until that one write. It may be killed at any moment; what was downloaded is in the cache, and the
 * next build goes on from there. Only for who holds the set-up lock.
 *
 * @param {import('./places.mjs').Places} places
 * @param {BuildOrder} order
 * @param {Tools} tools
 */
export async function buildEnvironment(places, order, tools) {
  // What is built afresh takes the place of the one that jobs run on.
  if (order.afresh) requireUnused(places.home);
  const environments = environmentsFolder(places);
  mkdirSync(environments, { recursive: true });
  removeStaging(places.place);
  removeStaging(environments);

  const content = environmentId(places, order);
  const standing = order.afresh ? undefined : environmentFolders(places).find(folder => serves(places, folder, order));
  const folder = standing ?? freeName(environments, content);
  if (standing === undefined) {
    checkDisk(places, order);
    const staging = stagingOf(folder);
    try {
      await install(places, order, staging, tools);
    } catch (error) {
      const said = named(error, places, order.sources);
      remove(staging);
      throw said;
    }
    renameSync(staging, folder);
  }
  makeCurrent(places, basename(folder), content);
  tools.say('removing older environments');
  removeOthers(places);
}

/** Names an environment the one in use. The one before it is kept, unless this one has the same content. */
function makeCurrent(places, id, content) {
  const before = currentOf(places);
  const isSame = before?.current === id || before?.current.split('-')[0] === content;
  const previous = isSame ? before.previous : (before?.current ?? null);
  writeWhole(currentFile(places), `${JSON.stringify({ current: id, previous })}\n`);
}

function removeOthers(places) {
  const kept = currentOf(places);
  const others = environmentFolders(places).filter(
    path => basename(path) !== kept?.current && basename(path) !== kept?.previous,
  );
  // A job may run for days, and two updates come meanwhile: what it runs on goes with a later build.
  const used = usesOf(places.home).map(({ interpreter }) => interpreter);
  if (used.includes(null)) return;
  for (const path of others) if (!used.includes(venvPython(path))) remove(path);
}

/** An environment that is built anew stands beside the one it replaces until it is the current one. */
function freeName(environments, content) {
  for (let at = 1; ; at += 1) {
    const path = join(environments, at === 1 ? content : `${content}-${at}`);
    if (!existsSync(path)) return path;
  }
}

async function install(places, order, staging, tools) {
  const { run, show, say, step } = tools;
  const { pythonEnv } = places;
  const began = performance.now();
  step('prepare');
  const { python, uv } = await interpreterAndUv(places, order, tools);
  const env = uvEnv(places, order.sources);
  const cache = order.afresh && order.pack === null && !order.sources.offline ? stagingOf(`${staging}.cache`) : null;
  const ask = (args, how = {}) => run(uv, args, { cwd: pythonEnv, env, say, hint: HINT, ...how });

  await ask(['venv', '--relocatable', '--no-project', '--python', python.path, staging]);
  const lists = await requirementLists(order, ask, staging);
  step('download', cache ?? uvCache(places));
  for (const list of lists) {
    const args = ['pip', 'install', '--python', venvPython(staging), '--no-deps', ...list.args];
    const watch = more => show(uv, args, { cwd: pythonEnv, env: { ...env, ...more }, say, hint: HINT });
    // A file that was spoilt in an environment is spoilt in the cache it is linked to: it is used only without a connection.
    if (cache === null) await watch({});
    else
      await watch({ UV_CACHE_DIR: cache }).catch(error =>
        watch({ UV_OFFLINE: '1' }).catch(() => Promise.reject(error)),
      );
  }
  if (cache !== null) remove(cache);

  step('check');
  say('probing imports and devices');
  const probe = await run(venvPython(staging), ['-I', join(pythonEnv, 'luthier', 'environment', 'probe.py')], {
    env: { ...cleanPythonEnv(), PYTHONDONTWRITEBYTECODE: '1' },
    hint: 'The environment in use was left as it is. Report this with the text above.',
  });
  writeWhole(join(staging, 'probe.json'), probe);
  remove(join(staging, REQUIREMENTS));
  const manifest = {
    format: 1,
    lockSha256: lockSha256(places),
    groups: order.groups,
    torch: order.torch,
    python: python.version.join('.'),
    basePython: python.path,
    builtAtMs: Date.now(),
    seconds: Math.round((performance.now() - began) / 100) / 10,
  };
  writeWhole(join(staging, 'environment.json'), `${JSON.stringify(manifest)}\n`);
}

const REQUIREMENTS = 'requirements';

/** What uv is to install: a list of packages with hashes, and the torch that is not in it. */
async function requirementLists({ groups, torch, pack, sources }, ask, staging) {
  if (pack !== null) {
    return [
      { args: ['--offline', '--no-index', '--find-links', pack.wheels, '--require-hashes', '-r', pack.requirements] },
    ];
  }
  const folder = join(staging, REQUIREMENTS);
  mkdirSync(folder, { recursive: true });
  const exported = await ask(exportArgs(groups));
  const file = join(folder, 'locked.txt');
  writeFileSync(file, torch === 'cpu' ? withoutCuda(exported) : exported);
  const locked = { args: ['--require-hashes', '-r', file] };
  const cpu = torch === 'cpu' ? cpuTorch(exported, sources.torchIndex) : undefined;
  return cpu === undefined ? [locked] : [locked, { args: ['--default-index', cpu.index, cpu.requirement] }];
}

export const exportArgs = groups =>
  ['export', '--frozen', '--no-emit-project', '--no-default-groups', '--no-header', '--no-annotate', '--quiet'].concat(
    groups.flatMap(group => ['--group', group]),
  );

/** The interpreter the environment is made from, and uv. One of the machine's own, else one of Luthier's. */
async function interpreterAndUv(places, order, { run, show, say, findPython: find = findPython }) {
  const { pack, sources } = order;
  const uv = presentUv(places) ?? pack?.uv ?? null;
  if (pack?.python)
    return { python: { path: pack.python, version: versionOf(await askVersion(run, pack.python)) }, uv: needUv(uv) };
  let missing;
  try {
    const python = await find({ needsPip: uv === null, say });
    const ensured =
      uv ?? (sources.offline ? needUv(null) : await ensureUv({ ...places, ...sources, python, run, say }));
    return { python, uv: ensured };
  } catch (error) {
    if (!(error instanceof SetUpError) || uv === null) throw error;
    missing = error;
  }
  const own = await ownPython(places, order, uv, { run, show, say });
  if (own === null) throw missing;
  return { python: own, uv };
}

/** A Python in Luthier's own folder, fetched when it is not there. Nothing is put on the person's PATH. */
async function ownPython(places, { sources }, uv, { run, show, say }) {
  const env = uvEnv(places, sources);
  const find = () =>
    run(uv, ['python', 'find', '--managed-python', '--no-project', OWN_PYTHON], { env }).catch(() => '');
  let path = (await find()).trim();
  if (path === '' && !sources.offline) {
    say(`fetching Python ${OWN_PYTHON}`);
    const args = ['python', 'install', '--no-bin', '--install-dir', interpretersFolder(places), OWN_PYTHON];
    await show(uv, args, { env: { ...env, UV_PYTHON_DOWNLOADS: 'manual' }, say, hint: HINT });
    path = (await find()).trim();
  }
  return path === '' ? null : { path, version: versionOf(await askVersion(run, path)) };
}

const askVersion = (run, path) => run(path, ['-I', '-c', 'import platform; print(platform.python_version())'], {});
const versionOf = text => text.trim().split('.').map(Number);

function needUv(uv) {
  if (uv !== null) return uv;
  throw new SetUpError(
    'uv is not here, and the network is switched off.',
    'Allow the network, or use an offline pack.',
    '',
    {
      code: 'environment.not_in_cache',
      facts: {},
    },
  );
}

/** How much is downloaded and how much it takes on the disk, by the lock; what the cache has is not downloaded again. */
export function expectedBytes(places, { groups, torch, python }) {
  const lock = readText(join(places.pythonEnv, 'uv.lock')) ?? '';
  const needed = namesNeeded(lock, groups);
  const sizes = downloadSizes(packagesOf(lock), { python });
  const packages = new Map();
  for (const [name, { version, bytes }] of sizes) {
    if (!needed.has(name) || (torch === 'cpu' && (name === 'torch' || isOfCuda(name)))) continue;
    packages.set(name, { version, bytes });
  }
  if (torch === 'cpu' && sizes.has('torch'))
    packages.set('torch', { version: sizes.get('torch').version, bytes: CPU_TORCH_BYTES });
  const downloadBytes = [...packages.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  return { packages, downloadBytes, diskBytes: downloadBytes * UNPACKED + BESIDE_BYTES };
}

/** Refuses to begin what the disk cannot hold. */
export function checkDisk(places, order, free = freeBytes(places.place)) {
  const lock = lockSha256(places);
  const isLinked = !order.afresh && environmentFolders(places).some(folder => manifestOf(folder)?.lockSha256 === lock);
  // With the wheels of the same lock file in uv's cache, most files are links.
  const { diskBytes } = expectedBytes(places, { ...order, python: [3, 12] });
  const needed = isLinked && existsSync(uvCache(places)) ? BESIDE_BYTES : diskBytes;
  if (free >= needed) return;
  throw new SetUpError(
    `The disk of ${places.place} has ${gigabytes(free)} free; the Python environment needs about ${gigabytes(needed)}.`,
    'Free some space, or choose a folder on a larger disk.',
    '',
    { code: 'disk.full', facts: { folder: places.place, needed: gigabytes(needed), free: gigabytes(free) } },
  );
}

/** Folder of the environment in use, when it was built from this lock file with at least these groups; else null. */
export function currentEnvironment(places, groups) {
  const current = currentOf(places);
  if (current === null) return null;
  const folder = join(environmentsFolder(places), current.current);
  return serves(places, folder, { groups }) ? folder : null;
}

/** True when the folder holds a finished environment of this lock file, with these groups, whose interpreter exists. */
function serves(places, folder, { groups, torch }) {
  const manifest = manifestOf(folder);
  return (
    manifest?.lockSha256 === lockSha256(places) &&
    groups.every(group => manifest.groups.includes(group)) &&
    (torch === undefined || (manifest.torch ?? 'lock') === torch) &&
    existsSync(venvPython(folder))
  );
}

/** Names the content: the same lock file, groups and torch have the same id on every machine. */
export const environmentId = (places, { groups, torch = 'lock' }) =>
  sha256(`${lockSha256(places)} ${[...groups].sort().join(' ')}${torch === 'lock' ? '' : ` ${torch}`}`).slice(0, 16);

/**
 * What a finished environment says of itself.
 *
 * @param {string} folder
 * @returns {{ lockSha256: string, groups: string[], torch?: 'lock' | 'cpu', python: string, basePython: string } | null}
 */
export const manifestOf = folder => readJson(join(folder, 'environment.json'));
