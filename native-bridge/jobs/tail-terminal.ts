import { StringDecoder } from 'node:string_decoder';
import { FileTail } from './tail-file.ts';

/** More than a person scrolls back through; what is before it stays in the file. */
const KEPT_BYTES = 1024 * 1024;
const PART_BYTES = 256 * 1024;

export interface TerminalText {
  readonly text: string;
  /** So much before this text was passed over, since more came than anybody reads. It is in `terminal.log`. */
  readonly skippedBytes?: number;
}

/** The text of a job's terminal as it is written; of one that is written faster than it is read, the newest. */
export class TerminalTail implements Disposable {
  readonly #tail: FileTail;
  #decoder = new StringDecoder('utf8');

  constructor(path: string) {
    this.#tail = new FileTail(path, { partBytes: PART_BYTES });
  }

  get hasMore(): boolean {
    return this.#tail.behindBytes > 0;
  }

  /** Null when there is nothing new. */
  read(): TerminalText | null {
    const skippedBytes = this.#tail.behindBytes - KEPT_BYTES;
    if (skippedBytes <= 0) {
      const text = this.#decoder.write(this.#tail.read());
      return text === '' ? null : { text };
    }
    this.#tail.skip(skippedBytes);
    this.#decoder = new StringDecoder('utf8');
    const bytes = this.#tail.read();
    return { text: this.#decoder.write(bytes.subarray(restOfCharacter(bytes))), skippedBytes };
  }

  [Symbol.dispose](): void {
    this.#tail[Symbol.dispose]();
  }
}

/** How many bytes at the beginning belong to a character that began before. */
function restOfCharacter(bytes: Buffer): number {
  const start = bytes.findIndex(byte => (byte & 0b1100_0000) !== 0b1000_0000);
  return Math.max(0, start);
}
