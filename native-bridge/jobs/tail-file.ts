import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const PART_BYTES = 4 * 1024 * 1024;

/** What was appended to a file since the last look, a part at a time. The file may not be there yet. */
export class FileTail implements Disposable {
  readonly #path: string;
  readonly #partBytes: number;
  #file: number | null = null;
  #offset = 0;

  constructor(path: string, { partBytes = PART_BYTES }: { readonly partBytes?: number } = {}) {
    this.#path = path;
    this.#partBytes = partBytes;
  }

  /** How much there is that was not read. */
  get behindBytes(): number {
    this.#file ??= openIfThere(this.#path);
    return this.#file === null ? 0 : Math.max(0, fstatSync(this.#file).size - this.#offset);
  }

  read(): Buffer {
    const grown = Math.min(this.behindBytes, this.#partBytes);
    if (this.#file === null || grown === 0) return Buffer.alloc(0);
    const bytes = Buffer.alloc(grown);
    const read = readSync(this.#file, bytes, 0, grown, this.#offset);
    this.#offset += read;
    return bytes.subarray(0, read);
  }

  skip(bytes: number): void {
    this.#offset += bytes;
  }

  [Symbol.dispose](): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
