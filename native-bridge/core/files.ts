import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { LuthierError } from '../contract/errors.ts';

/** Writes a whole file or nothing: temporary name, fsync, rename, fsync of the folder. */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    const file = openSync(temporary, 'w', 0o644);
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asDiskError(error, dirname(path));
  }
}

/** Makes a rename inside the folder durable. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Turns "no space left" and "read-only" into sentences; anything else is passed on as it is. */
export function asDiskError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException)?.code;
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || code?.startsWith('SQLITE_READONLY')) {
    return new LuthierError('project.read_only', { folder });
  }
  return asFullDisk(error, folder);
}

/** Turns "no space left" alone into a sentence: for what may also have been refused a file of the person's own. */
export function asFullDisk(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException)?.code;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG' || code === 'SQLITE_FULL';
  return isFull ? new LuthierError('disk.full', { folder, needed: 'more space', free: 'none' }) : error;
}

/** The parsed JSON of a file, or null when it is absent or half-written. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Joins and refuses what would leave the folder. */
export function inside(folder: string, path: string): string {
  const full = resolve(folder, path);
  const way = relative(folder, full);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) throw new LuthierError('path.outside', { path });
  return full;
}
