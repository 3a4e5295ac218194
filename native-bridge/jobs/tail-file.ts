import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 4 * 1024 * 1024;

/** What was appended to a file since the last look, at most 4 MiB at a time. The file may not be there yet. */
export class FileTail implements Disposable {
  readonly #path: string;
  #file: number | null = null;
  #offset: number;

  constructor(path: string, from = 0) {
    this.#path = path;
    this.#offset = from;
  }

  read(): Buffer {
    this.#file ??= openIfThere(this.#path);
    if (this.#file === null) return Buffer.alloc(0);
    const grown = Math.min(fstatSync(this.#file).size - this.#offset, CHUNK);
    if (grown <= 0) return Buffer.alloc(0);
    const bytes = Buffer.alloc(grown);
    const read = readSync(this.#file, bytes, 0, grown, this.#offset);
    this.#offset += read;
    return bytes.subarray(0, read);
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
