import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import chardet from 'chardet';
import { LuthierError } from '../../../contract/index.ts';
import { asDiskError, syncFolder } from '../../../core/files.ts';

/** The original of an import as the project keeps it: read once, then immune to changes of the file it came from. */
export interface Source {
  readonly path: string;
  /** Name of the file the person chose: what errors speak of. */
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** WHATWG name: `utf-8`, `gb18030`, `utf-16le`... */
  readonly encoding: string;
}

const SNIFF_BYTES = 256 * 1024;

/**
 * Copies a file into `sources/<sha256>` while hashing it and checking its text.
 *
 * Throws `import.not_found`, `import.empty`, `import.encoding` (a named encoding that does not hold), `disk.full`.
 */
export async function keepSource(
  file: string,
  sources: string,
  { encoding, onBytes }: { encoding?: string | undefined; onBytes?: (done: number, total: number) => void } = {},
): Promise<Source> {
  const name = basename(file);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new LuthierError('import.not_found', { file: name });
  if (size === 0) throw new LuthierError('import.empty', { file: name });

  const named = encoding ?? guessEncoding(file);
  mkdirSync(sources, { recursive: true });
  const temporary = join(sources, `.tmp-${process.pid}-${Date.now()}`);
  try {
    const { sha256, sizeBytes } = await copy(file, temporary, checkText(name, named, encoding !== undefined), done =>
      onBytes?.(done, size),
    );
    const path = join(sources, sha256);
    if (existsSync(path)) rmSync(temporary);
    else {
      renameSync(temporary, path);
      syncFolder(sources);
    }
    return { path, name, sha256, sizeBytes, encoding: named };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asDiskError(error, sources);
  }
}

async function copy(file: string, to: string, check: (chunk: Buffer) => void, onBytes: (done: number) => void) {
  const hash = createHash('sha256');
  const output = openSync(to, 'w');
  let sizeBytes = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      check(chunk);
      hash.update(chunk);
      for (let written = 0; written < chunk.length; ) written += writeSync(output, chunk, written);
      sizeBytes += chunk.length;
      onBytes(sizeBytes);
    }
    fsyncSync(output);
  } finally {
    closeSync(output);
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** A named encoding must hold for the whole file. A guessed one is judged row by row, so that good rows are kept. */
function checkText(file: string, encoding: string, named: boolean): (chunk: Buffer) => void {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: named });
  } catch {
    throw new LuthierError('import.encoding', { file, encoding, byte: 0 });
  }
  let seen = 0;
  return chunk => {
    try {
      decoder.decode(chunk, { stream: true });
    } catch {
      throw new LuthierError('import.encoding', { file, encoding, byte: seen });
    }
    seen += chunk.length;
  };
}

/** Byte order marks first, then valid UTF-8, then zeros in every second byte (UTF-16), then the statistics of chardet. */
export function guessEncoding(file: string): string {
  const head = readHead(file);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  if ((zeros[1] ?? 0) > head.length / 8) return 'utf-16le';
  if ((zeros[0] ?? 0) > head.length / 8) return 'utf-16be';
  if (isUtf8(head)) return 'utf-8';
  const guess = chardet.detect(head)?.toLowerCase() ?? 'utf-8';
  return guess.startsWith('gb') ? 'gb18030' : supported(guess) ? guess : 'utf-8';
}

function readHead(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(SNIFF_BYTES);
    return head.subarray(0, readSync(handle, head, 0, SNIFF_BYTES, 0));
  } finally {
    closeSync(handle);
  }
}

function isUtf8(bytes: Buffer): boolean {
  try {
    // Streaming, so that a character cut by the end of the head is no error.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function supported(encoding: string): boolean {
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    return false;
  }
}
