import { readFileSync } from 'node:fs';
import { writeAtomically } from './files.ts';

/** One number for each row, by the number of the row: what takes long to count and is asked for again. */
export class RowNumbers {
  /** One more than the number, so that 0 is a row without one. */
  #kept = new Int32Array(1024);
  #end = 0;

  set(row: number, value: number): void {
    if (row >= this.#kept.length) {
      const grown = new Int32Array(Math.max(row + 1, this.#kept.length * 2));
      grown.set(this.#kept);
      this.#kept = grown;
    }
    this.#kept[row] = value + 1;
    this.#end = Math.max(this.#end, row + 1);
  }

  write(file: string): void {
    writeAtomically(file, new Uint8Array(this.#kept.buffer, 0, this.#end * Int32Array.BYTES_PER_ELEMENT));
  }
}

/** Reads numbers that were written; null for a row without one. The file that was read last is held. */
export function rowNumberReader(): (file: string, row: number) => number | null {
  let held: { readonly file: string; readonly kept: Int32Array } | null = null;
  return (file, row) => {
    if (held?.file !== file) {
      const { buffer, byteOffset, byteLength } = readFileSync(file);
      held = { file, kept: new Int32Array(buffer.slice(byteOffset, byteOffset + byteLength)) };
    }
    const kept = held.kept[row] ?? 0;
    return kept === 0 ? null : kept - 1;
  };
}
