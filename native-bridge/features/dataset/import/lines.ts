import { bytesGrowing } from './growth.ts';
import type { Source } from './source.ts';

/** Whole lines of a file, some at a time, or one that is too long. `line` is the number of the first, from 1. */
export type Region =
  | { readonly line: number; readonly bytes: Buffer }
  | { readonly line: number; readonly tooLongBytes: number };

const NEWLINE = 0x0a;
const CHUNK_BYTES = 256 * 1024;

/**
 * The lines of a text file as bytes, UTF-16 turned into UTF-8 on the way. Memory stays bounded by `limit`: of a longer
 * line only the length is kept.
 */
export async function* regionsOf(
  source: Source,
  limit: number,
  onBytes: (done: number) => void,
): AsyncGenerator<Region> {
  let parts: Buffer[] = [];
  let length = 0;
  let line = 1;

  const take = (part: Buffer): void => {
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  const finish = (): Region => {
    const region = length > limit ? { line, tooLongBytes: length } : { line, bytes: Buffer.concat(parts, length) };
    parts = [];
    length = 0;
    return region;
  };

  for await (const chunk of bytesOf(source, onBytes)) {
    const first = chunk.indexOf(NEWLINE);
    if (first === -1) {
      take(chunk);
      continue;
    }
    take(chunk.subarray(0, first));
    yield finish();
    line += 1;
    const last = chunk.lastIndexOf(NEWLINE);
    if (last > first) {
      const bytes = chunk.subarray(first + 1, last);
      yield { line, bytes };
      line += 1 + countNewlines(bytes);
    }
    take(chunk.subarray(last + 1));
  }
  if (length > 0) yield finish();
}

/** A region as text; null when some of it is not valid in the encoding. */
export function textIn(bytes: Buffer, decoder: InstanceType<typeof TextDecoder>): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The lines of a region as text, without their ends; null for one that is not valid in the encoding. `whole` is the
 * region as `textIn` gave it.
 */
export function linesIn(
  bytes: Buffer,
  decoder: InstanceType<typeof TextDecoder>,
  whole = textIn(bytes, decoder),
): (string | null)[] {
  if (whole !== null) return whole.split('\n').map(withoutReturn);
  return splitBytes(bytes).map(line => {
    const text = textIn(line, decoder);
    return text === null ? null : withoutReturn(text);
  });
}

function splitBytes(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}

/** The file as bytes of an encoding in which a newline is one byte, without its byte order mark. */
export async function* bytesOf(source: Source, onBytes: (done: number) => void): AsyncGenerator<Buffer> {
  let done = 0;
  const decoder = source.encoding.startsWith('utf-16') ? new TextDecoder(source.encoding) : null;
  for await (const chunk of bytesGrowing(source, CHUNK_BYTES)) {
    const first = done === 0;
    done += chunk.length;
    onBytes(done);
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : first ? withoutMark(chunk) : chunk;
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

/** The file as text: what does not decode becomes U+FFFD, and `undecodable` is told that there is some. */
export async function* textOf(
  source: Source,
  onBytes: (done: number) => void,
  undecodable: { some: boolean },
): AsyncGenerator<string> {
  const strict = new TextDecoder(lineEncoding(source), { fatal: true });
  const lenient = new TextDecoder(lineEncoding(source));
  const decode = (chunk: Buffer, stream: boolean): string => {
    if (!undecodable.some) {
      try {
        strict.decode(chunk, { stream });
      } catch {
        undecodable.some = true;
      }
    }
    return lenient.decode(chunk, { stream });
  };
  for await (const chunk of bytesOf(source, onBytes)) yield decode(chunk, true);
  yield decode(Buffer.alloc(0), false);
}

/** How bytes are decoded once `bytesOf` has been over them. */
export function lineEncoding(source: Source): string {
  return source.encoding.startsWith('utf-16') ? 'utf-8' : source.encoding;
}

function withoutMark(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
