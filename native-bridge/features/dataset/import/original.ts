import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { LuthierError } from '../../../contract/index.ts';
import { asDiskError, syncFolder } from '../../../core/files.ts';
import { chooseFiles } from './choose-files.ts';

export interface OriginalFile {
  readonly path: string;
  /** With `/`, relative to the folder that was chosen; of a single file its name. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** What a person chose to import: one file, or the data files of a folder. */
export interface Original {
  readonly name: string;
  readonly isFolder: boolean;
  readonly files: readonly OriginalFile[];
  readonly sizeBytes: number;
}

/** The original as the project keeps it: read once, then immune to changes of what it came from. */
export interface Kept extends Original {
  readonly sha256: string;
  /** The file or folder in `sources/`. */
  readonly path: string;
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

/** Files below a folder in the order of their names. Links are not followed, hidden files not seen. */
function filesBelow(folder: string): OriginalFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({ path, name: relative(folder, path).split(sep).join('/') }))
    .filter(({ name }) => !name.split('/').some(part => part.startsWith('.')))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(file => ({ ...file, sizeBytes: statSync(file.path).size }));
}

export interface Keeping {
  /** Is shown every chunk of every file. */
  readonly check: (chunk: Buffer) => void;
  readonly onBytes: (done: number) => void;
}

/**
 * Copies an original into `sources/<sha256>` while hashing it. Throws `import.changed` when it changes meanwhile, and
 * `disk.full`. A failed copy leaves nothing.
 */
export async function keepOriginal(original: Original, sources: string, keeping: Keeping): Promise<Kept> {
  mkdirSync(sources, { recursive: true });
  const temporary = join(sources, `.tmp-${randomUUID()}`);
  try {
    const hashes: string[] = [];
    let before = 0;
    for (const file of original.files) {
      const to = original.isFolder ? join(temporary, file.name) : temporary;
      mkdirSync(dirname(to), { recursive: true });
      const copied = before;
      hashes.push(await copy(file, to, { ...keeping, onBytes: done => keeping.onBytes(copied + done) }));
      before += file.sizeBytes;
    }
    const sha256 = original.isFolder ? hashOfFolder(original, hashes) : (hashes[0] as string);
    const path = join(sources, sha256);
    if (existsSync(path)) rmSync(temporary, { recursive: true });
    else {
      renameSync(temporary, path);
      syncFolder(sources);
    }
    const files = original.files.map(file => ({ ...file, path: original.isFolder ? join(path, file.name) : path }));
    return { ...original, files, sha256, path };
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw asDiskError(error, sources);
  }
}

async function copy(file: OriginalFile, to: string, { check, onBytes }: Keeping): Promise<string> {
  const hash = createHash('sha256');
  const before = statSync(file.path);
  const output = openSync(to, 'w');
  let size = 0;
  try {
    for await (const chunk of createReadStream(file.path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      check(chunk);
      hash.update(chunk);
      for (let written = 0; written < chunk.length; ) written += writeSync(output, chunk, written);
      size += chunk.length;
      onBytes(size);
    }
    fsyncSync(output);
  } finally {
    closeSync(output);
  }
  const after = statSync(file.path, { throwIfNoEntry: false });
  if (after === undefined || size !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
    throw new LuthierError('import.changed', { file: file.name });
  }
  return hash.digest('hex');
}

/** Of a folder the hash of its names and their hashes: the same files under the same names are the same source. */
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
