import { closeSync, openSync, readSync } from 'node:fs';
import { LuthierError } from '../../../contract/index.ts';
import type { Growing } from './growth.ts';

/** One file as a format reads it. Its name is that of the file the person chose, or of one in it: what errors speak of. */
export interface Source extends Growing {
  /** WHATWG name: `utf-8`, `gb18030`, `utf-16le`... */
  readonly encoding: string;
}

const SNIFF_BYTES = 256 * 1024;
/** No reader looks further ahead than this before it reads a text from its beginning. */
export const LOOK_BYTES = 1024 * 1024;

/** Byte order marks first, then valid UTF-8, then zeros in every second byte (UTF-16), then the statistics of chardet. */
export async function guessEncoding(file: string): Promise<string> {
  const head = readHead(file, SNIFF_BYTES);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  if ((zeros[1] ?? 0) > head.length / 8) return 'utf-16le';
  if ((zeros[0] ?? 0) > head.length / 8) return 'utf-16be';
  if (isUtf8(head)) return 'utf-8';
  // Loaded when it is needed: most texts are UTF-8.
  const { default: chardet } = await import('chardet');
  const guess = chardet.detect(head)?.toLowerCase() ?? 'utf-8';
  return guess.startsWith('gb') ? 'gb18030' : supported(guess) ? guess : 'utf-8';
}

/** Throws `import.encoding` when a named encoding is unknown, or does not hold for the whole text. */
export function checkEncoding(file: string, encoding: string): (chunk: Buffer) => void {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
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

export function readHead(file: string, bytes: number): Buffer {
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(bytes);
    return head.subarray(0, readSync(handle, head, 0, bytes, 0));
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
