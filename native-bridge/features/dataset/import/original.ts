import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { LuthierError } from '../../../contract/index.ts';
import { asDiskError, syncFolder } from '../../../core/files.ts';
import { chooseFiles } from './choose-files.ts';
import { bytesGrowing, type Growing, type Growth, newGrowth, stopGrowth, tellGrowth } from './growth.ts';

/** Its name is that in the folder that was chosen, with `/`; of a single file its name. */
export type OriginalFile = Growing;

/** What a person chose to import: one file, or the data files of a folder. */
export interface Original {
  readonly name: string;
  readonly isFolder: boolean;
  readonly files: readonly OriginalFile[];
  readonly sizeBytes: number;
}

/** The project's own copy of an original, under a name that is swept when nobody keeps it. It is there before its bytes are. */
export interface Copy extends Original {
  /** The file or folder in `sources/`. */
  readonly path: string;
  /** Resolves when all bytes are there, and then `synced` when they are on the disk. */
  readonly copied: Promise<{ readonly synced: Promise<unknown> }>;
}

/** Throws `import.not_found`, `import.empty`, `import.nothing_known`. */
export function findOriginal(path: string, format: string | undefined): Original {
  const name = basename(resolve(path));
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new LuthierError('import.not_found', { file: name });
  const files = found.isDirectory()
    ? chooseFiles(name, filesBelow(path), format)
    : [{ path, name, sizeBytes: found.size }];
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (sizeBytes === 0) throw new LuthierError('import.empty', { file: name });
  return { name, isFolder: found.isDirectory(), files, sizeBytes };
}

/** Whether bytes of it are not those of its text. */
export function isPacked({ files }: Original): boolean {
  return files.some(({ name }) => /\.(gz|zip)$/i.test(name));
}

/**
 * Files below a folder in the order of their names. Hidden files are not seen, and links are not followed, but those that
 * the cache of Hugging Face consists of: from `snapshots/<revision>/` into `blobs/` beside it.
 */
function filesBelow(folder: string): OriginalFile[] {
  const blobs = join(realpathSync(folder), '..', '..', 'blobs') + sep;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map(entry => ({ path: join(entry.parentPath, entry.name), entry }))
    .filter(({ path, entry }) => entry.isFile() || (entry.isSymbolicLink() && leadsInto(blobs, path)))
    .map(({ path }) => path)
    .map(path => ({ path, name: relative(folder, path).split(sep).join('/') }))
    .filter(({ name }) => !name.split('/').some(part => part.startsWith('.')))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(file => ({ ...file, sizeBytes: statSync(file.path).size }));
}

function leadsInto(folder: string, link: string): boolean {
  try {
    return realpathSync(link).startsWith(folder) && statSync(link).isFile();
  } catch {
    return false;
  }
}

export interface Copying {
  /** Is shown every chunk of every file. */
  readonly check: (chunk: Buffer) => void;
  readonly onBytes: (done: number) => void;
}

const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Begins to copy an original into `sources/`: what is read from the copy is immune to changes of what it came from.
 * `copied` rejects with `import.changed` when it changes meanwhile, or with `disk.full`; a failed copy leaves nothing.
 */
export function copyOriginal(original: Original, sources: string, copying: Copying): Copy {
  mkdirSync(sources, { recursive: true });
  const path = join(sources, `.tmp-${randomUUID()}`);
  const files = original.files.map(file => ({
    ...file,
    path: original.isFolder ? join(path, file.name) : path,
    growth: newGrowth(),
  }));
  const copied = copyFiles(original.files, files, original.isFolder, copying).catch(error => {
    for (const { growth } of files) stopGrowth(growth);
    rmSync(path, { recursive: true, force: true });
    throw asDiskError(error, sources);
  });
  copied.catch(() => {});
  return { ...original, files, path, copied };
}

async function copyFiles(
  files: readonly OriginalFile[],
  copies: readonly OriginalFile[],
  isFolder: boolean,
  { check, onBytes }: Copying,
): Promise<{ synced: Promise<unknown> }> {
  const synced: Promise<void>[] = [];
  let before = 0;
  for (const [place, file] of files.entries()) {
    const { path: to, growth } = copies[place] as OriginalFile & { growth: Growth };
    mkdirSync(dirname(to), { recursive: true });
    const output = await copy(file, to, {
      check,
      onBytes: done => {
        onBytes(before + done);
        tellGrowth(growth, done);
      },
    });
    // Many files are synced one by one: each waiting one holds a handle.
    const syncing = sync(output);
    if (isFolder) await syncing;
    synced.push(syncing);
    before += file.sizeBytes;
  }
  const all = Promise.all(synced);
  all.catch(() => {});
  return { synced: all };
}

/** Keeps a copy as `sources/<sha256>`, where it stays as long as a dataset came from it. */
export async function keepCopy({ path, copied }: Copy, sources: string, sha256: string): Promise<void> {
  try {
    await (await copied).synced;
    const kept = join(sources, sha256);
    if (existsSync(kept)) {
      rmSync(path, { recursive: true });
      return;
    }
    renameSync(path, kept);
    syncFolder(sources);
  } catch (error) {
    throw asDiskError(error, sources);
  }
}

async function copy(file: OriginalFile, to: string, { check, onBytes }: Copying): Promise<FileHandle> {
  const before = statSync(file.path);
  if (before.size !== file.sizeBytes) throw new LuthierError('import.changed', { file: file.name });
  await using input = await open(file.path, 'r');
  const output = await open(to, 'wx', 0o644);
  let size = 0;
  try {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, before.size + 1));
    while (size <= before.size) {
      const { bytesRead } = await input.read(chunk, 0, chunk.length);
      if (bytesRead === 0) break;
      const bytes = chunk.subarray(0, bytesRead);
      check(bytes);
      for (let written = 0; written < bytesRead; ) {
        written += (await output.write(bytes, written, bytesRead - written)).bytesWritten;
      }
      size += bytesRead;
      onBytes(size);
    }
    const after = statSync(file.path, { throwIfNoEntry: false });
    if (after === undefined || size !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw new LuthierError('import.changed', { file: file.name });
    }
    return output;
  } catch (error) {
    await output.close();
    throw error;
  }
}

async function sync(output: FileHandle): Promise<void> {
  await using file = output;
  await file.sync();
}

/** The sha256 of a file; of a folder that of its names and their hashes, so that equal files are an equal source. */
export async function hashOriginal(original: Original): Promise<string> {
  const hashes: string[] = [];
  for (const file of original.files) {
    const hash = createHash('sha256');
    for await (const chunk of bytesGrowing(file, CHUNK_BYTES)) hash.update(chunk);
    hashes.push(hash.digest('hex'));
  }
  return original.isFolder ? hashOfFolder(original, hashes) : (hashes[0] as string);
}

function hashOfFolder({ files }: Original, hashes: readonly string[]): string {
  const hash = createHash('sha256');
  files.forEach(({ name }, index) => {
    hash.update(`${hashes[index]}  ${name}\n`);
  });
  return hash.digest('hex');
}

/** Removes what failed or killed imports left in `sources/`: unfinished copies, and originals of no dataset. */
export function sweepSources(project: string, known: ReadonlySet<string>): void {
  const sources = join(project, 'sources');
  if (!existsSync(sources)) return;
  for (const name of readdirSync(sources)) {
    const isOrphan = /^[0-9a-f]{64}$/.test(name) && !known.has(name);
    if (name.startsWith('.tmp-') || isOrphan) rmSync(join(sources, name), { recursive: true, force: true });
  }
}
