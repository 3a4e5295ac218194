import { createReadStream, createWriteStream, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { LuthierError, type TextUnit } from '../../../contract/index.ts';
import { chooseFiles, splitOf } from './choose-files.ts';
import type { ImportFormat } from './format.ts';
import { formatOf } from './formats/index.ts';
import { grownTo } from './growth.ts';
import type { Original, OriginalFile } from './original.ts';
import { guessEncoding, LOOK_BYTES, type Source } from './source.ts';
import { openZip } from './zip.ts';

/** One file of an original, unpacked, and how it is to be read. */
export interface Member {
  readonly source: Source;
  readonly format: ImportFormat;
  readonly textUnit: TextUnit;
  /** Cells that every row of it gets: its split, or its name and folder. */
  readonly extra: Readonly<Record<string, string>>;
}

export interface Unpacking {
  /** A folder for what is unpacked; files in it are numbered, whatever their names in the archive are. */
  readonly scratch: string;
  readonly format?: string | undefined;
  readonly encoding?: string | undefined;
  readonly textUnit?: TextUnit | undefined;
  /** Of a compressed text only its head. */
  readonly headOnly?: boolean;
  /** Is told how much of the file whose turn it is, from 0 to 1, is unpacked. */
  readonly onUnpacked?: (share: number) => void;
}

/** What may come out of an archive: real text packs to a twentieth at best, a bomb to a thousandth. */
const QUOTA = { bytes: 64 * 1024 ** 3, ratio: 200, ratioFromBytes: 16 * 1024 ** 2, files: 1_000_000 };
/** Enough for the first rows also where they are long. */
const HEAD_BYTES = 16 * 1024 * 1024;

/** How many files hold the rows of an original. */
export async function countMembers(original: Original, format: string | undefined): Promise<number> {
  const [first] = original.files;
  if (first === undefined || !isZip(first.name)) return original.files.length;
  using zip = await openZip(first);
  return chooseFiles(original.name, zip.entries, format).length;
}

/** The files of an original one after the other, each unpacked when its turn comes. */
export async function* membersOf(original: Original, unpacking: Unpacking): AsyncGenerator<Member> {
  mkdirSync(unpacking.scratch, { recursive: true });
  const files = original.files.length === 1 && isZip(original.name) ? unzipped(original, unpacking) : original.files;
  const total = await countMembers(original, unpacking.format);
  const hasSplits = original.isFolder || isZip(original.name);
  let place = 0;
  for await (const file of files) {
    place += 1;
    const plain = await withoutGzip(file, join(unpacking.scratch, `${place}`), unpacking);
    const format = formatOf(basename(plain.name), unpacking.format);
    if (!format.isBinary) await grownTo(plain, LOOK_BYTES);
    const isText = ['txt', 'eml'].includes(format.id);
    yield {
      source: {
        ...plain,
        encoding: format.isBinary ? 'binary' : (unpacking.encoding ?? (await guessEncoding(plain.path, plain.name))),
      },
      format,
      textUnit: unpacking.textUnit ?? (isText && total > 1 ? 'file' : 'line'),
      extra: !hasSplits ? {} : isText && total > 1 ? placeOf(plain.name) : splitCell(plain.name),
    };
  }
}

function placeOf(name: string): Record<string, string> {
  const folder = dirname(name);
  return folder === '.' ? { file: name } : { file: basename(name), folder };
}

function splitCell(name: string): Record<string, string> {
  const split = splitOf(name.slice(0, -extname(name).length));
  return split === null ? {} : { split };
}

function isZip(name: string): boolean {
  return /\.zip$/i.test(name);
}

async function* unzipped(original: Original, unpacking: Unpacking): AsyncGenerator<OriginalFile> {
  const [archive] = original.files as [OriginalFile];
  using zip = await openZip(archive);
  const chosen = chooseFiles(original.name, zip.entries, unpacking.format);
  if (chosen.length > QUOTA.files) throw tooLarge(archive.name, `${QUOTA.files} files`);
  let unpacked = 0;
  for (const [index, { name, entry }] of chosen.entries()) {
    const path = join(unpacking.scratch, `zip-${index + 1}`);
    const before = unpacked;
    const isHead = unpacking.headOnly === true && canBeCut(name);
    const tell = (bytes: number) => unpacking.onUnpacked?.(bytes / Math.max(1, entry.uncompressedSize));
    await write(await zip.open(entry), path, archive, { before, isHead, tell });
    const { size } = statSync(path);
    unpacked += size;
    yield { path, name, sizeBytes: size };
  }
}

async function withoutGzip(file: OriginalFile, to: string, { headOnly, onUnpacked }: Unpacking): Promise<OriginalFile> {
  if (!/\.gz$/i.test(file.name)) return file;
  const name = file.name.replace(/\.gz$/i, '');
  const isHead = headOnly === true && canBeCut(name);
  const input = createReadStream(file.path);
  const gunzip = createGunzip();
  input.on('error', error => gunzip.destroy(error));
  const tell = () => onUnpacked?.(input.bytesRead / file.sizeBytes);
  await write(input.pipe(gunzip), to, file, { before: 0, isHead, tell }).finally(() => input.destroy());
  return { path: to, name, sizeBytes: statSync(to).size };
}

interface Writing {
  /** Bytes that came out of the archive earlier. */
  readonly before: number;
  readonly isHead: boolean;
  readonly tell: (bytes: number) => void;
}

/** Writes what comes out of an archive until it is too much. */
async function write(
  stream: Readable,
  to: string,
  archive: OriginalFile,
  { before, isHead, tell }: Writing,
): Promise<void> {
  let seen = before;
  const stop = new AbortController();
  const watch = new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length;
      const isBomb = seen > QUOTA.ratioFromBytes && seen > archive.sizeBytes * QUOTA.ratio;
      if (isBomb || seen > QUOTA.bytes) {
        const limit = isBomb ? `${QUOTA.ratio} times its size` : `${QUOTA.bytes / 1024 ** 3} GiB`;
        return done(tooLarge(archive.name, limit));
      }
      tell(seen - before);
      done(null, chunk);
      if (isHead && seen - before > HEAD_BYTES) stop.abort();
    },
  });
  try {
    await pipeline(stream, watch, createWriteStream(to), { signal: stop.signal });
  } catch (error) {
    if (stop.signal.aborted) return;
    const { code = 'Z_', message: reason } = error as NodeJS.ErrnoException;
    if (code.startsWith('Z_')) {
      throw new LuthierError('import.damaged', { file: archive.name, format: 'a compressed file', reason });
    }
    throw error;
  }
}

/** Formats that can be read from their beginning without their end. */
function canBeCut(name: string): boolean {
  return /\.(jsonl|ndjson|csv|tsv|tab|txt|json|mbox)$/i.test(name);
}

function tooLarge(file: string, limit: string): LuthierError {
  return new LuthierError('import.archive_too_large', { file, limit });
}
