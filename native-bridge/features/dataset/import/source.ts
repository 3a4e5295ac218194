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

/** Of the bytes of something packed or of a picture every tenth is a control character; of a text hardly one. */
const MOST_CONTROLS = 1 / 32;
/** A text in UTF-16 has its zeros in every second byte; elsewhere there is none. */
const MOST_STRAY_ZEROS = 1 / 64;

/**
 * Byte order marks first, then zeros in every second byte (UTF-16), then valid UTF-8, then the statistics of chardet.
 * Throws `import.not_text` for a file, called `name`, that is none of them and full of control characters.
 */
export async function guessEncoding(file: string, name: string): Promise<string> {
  const head = readHead(file, SNIFF_BYTES);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) > head.length / 8) {
    if (Math.min(even, odd) > head.length * MOST_STRAY_ZEROS) throw new LuthierError('import.not_text', { file: name });
    return odd > even ? 'utf-16le' : 'utf-16be';
  }
  if (isUtf8(head)) return 'utf-8';
  if (controlsIn(head) > head.length * MOST_CONTROLS) throw new LuthierError('import.not_text', { file: name });
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

/** Control characters, but for tab, line breaks, form feed, and the escape of ISO-2022. */
function controlsIn(bytes: Buffer): number {
  let controls = 0;
  for (const byte of bytes) {
    const isOfText = (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b;
    if ((byte < 0x20 && !isOfText) || byte === 0x7f) controls += 1;
  }
  return controls;
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
