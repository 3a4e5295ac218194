import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

export const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');

/** The text of a file, or null where there is none. */
export function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  }
}

/** A JSON file, or null where there is none or it is cut off. */
export function readJson(path) {
  try {
    return JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes a file whole or not at all: under another name first, brought to the disk (by Node 21 and newer), then renamed. */
export function writeWhole(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, text, { flush: true });
  renameSync(draft, path);
}

/** One hash over files and whole folders: their paths and their bytes. What is not there counts as not there. */
export function sha256OfSources(root, paths, isSource = () => true) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(path => filesBelow(join(root, path))).sort()) {
    const name = relative(root, path).split(sep).join('/');
    if (isSource(name)) hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter(entry => entry.name !== 'node_modules' && entry.name !== '__pycache__')
      .flatMap(entry => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
}

/** A folder under construction, named for the process that builds it. It counts only once it is renamed. */
export const stagingOf = path => `${path}.${process.pid}.staging`;

/** Removes what builds that were killed left behind in a folder. Only for who holds the set-up lock. */
export function removeStaging(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter(name => name.endsWith('.staging'))) remove(join(folder, name));
}

export const remove = path => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

/** Puts a finished folder in its place. The one that stood there goes. */
export function moveIn(staging, path) {
  if (existsSync(path)) {
    const old = `${stagingOf(path)}.old.staging`;
    renameSync(path, old);
    renameSync(staging, path);
    remove(old);
    return;
  }
  renameSync(staging, path);
}

/** Bytes that this user may still write in the file system of a folder, which may not exist yet. */
export function freeBytes(folder) {
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  const { bavail, bsize } = statfsSync(there);
  return bavail * bsize;
}

export const gigabytes = bytes => `${(bytes / 1e9).toFixed(1)} GB`;
