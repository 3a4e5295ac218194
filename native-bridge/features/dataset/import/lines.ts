import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Source } from './source.ts';

export type Line =
  | { readonly number: number; readonly bytes: Buffer }
  | { readonly number: number; readonly tooLongBytes: number };

const NEWLINE = 0x0a;

/**
 * The lines of a text file as bytes, UTF-16 turned into UTF-8 on the way. Memory stays bounded by `limit`: of a longer
 * line only the length is kept. Empty lines are not given, but counted.
 */
export async function* linesOf(source: Source, limit: number, onBytes: (done: number) => void): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 1;

  const take = (part: Buffer): void => {
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  const finish = (): Line | null => {
    const line: Line =
      length > limit ? { number, tooLongBytes: length } : { number, bytes: trimReturn(Buffer.concat(parts, length)) };
    parts = [];
    length = 0;
    number += 1;
    return 'bytes' in line && line.bytes.length === 0 ? null : line;
  };

  for await (const chunk of bytesOf(source, onBytes)) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      const line = finish();
      if (line) yield line;
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  const last = finish();
  if (last) yield last;
}

/** The file as bytes of an encoding in which a newline is one byte, without its byte order mark. */
export async function* bytesOf(source: Source, onBytes: (done: number) => void): AsyncGenerator<Buffer> {
  let done = 0;
  const decoder = source.encoding.startsWith('utf-16') ? new TextDecoder(source.encoding) : null;
  for await (const chunk of createReadStream(source.path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    const first = done === 0;
    done += chunk.length;
    onBytes(done);
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : first ? withoutMark(chunk) : chunk;
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

/** The file as text: what does not decode becomes U+FFFD. */
export function textOf(source: Source, onBytes: (done: number) => void): Readable {
  const decoder = new TextDecoder(source.encoding.startsWith('utf-16') ? 'utf-8' : source.encoding);
  return Readable.from(
    (async function* () {
      for await (const chunk of bytesOf(source, onBytes)) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    })(),
  );
}

/** How a line's bytes are decoded once `bytesOf` has been over them. */
export function lineEncoding(source: Source): string {
  return source.encoding.startsWith('utf-16') ? 'utf-8' : source.encoding;
}

function withoutMark(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}

function trimReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes;
}
