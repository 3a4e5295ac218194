import { createReadStream } from 'node:fs';
import { LuthierError } from '../../../contract/index.ts';

/** How many bytes of a file are copied already, shared between the thread that copies it and the one that reads the copy. */
export type Growth = BigInt64Array;

/** A file, which may still be growing. */
export interface Growing {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** Missing where all of it is there. */
  readonly growth?: Growth | undefined;
}

const STOPPED = -1n;

export function newGrowth(): Growth {
  return new BigInt64Array(new SharedArrayBuffer(8));
}

export function tellGrowth(growth: Growth, bytes: number): void {
  Atomics.store(growth, 0, BigInt(bytes));
  Atomics.notify(growth, 0);
}

/** Lets those who wait for more know that there will be none. */
export function stopGrowth(growth: Growth): void {
  Atomics.store(growth, 0, STOPPED);
  Atomics.notify(growth, 0);
}

/** Waits for so many bytes, or all there will be; answers how many there are. Throws `import.changed` when the copy failed. */
export async function grownTo({ name, sizeBytes, growth }: Growing, bytes: number): Promise<number> {
  if (growth === undefined) return sizeBytes;
  for (;;) {
    const there = Atomics.load(growth, 0);
    if (there === STOPPED) throw new LuthierError('import.changed', { file: name });
    if (there >= Math.min(bytes, sizeBytes)) return Number(there);
    await Atomics.waitAsync(growth, 0, there).value;
  }
}

/** The bytes of a file as they come. */
export async function* bytesGrowing(file: Growing, chunkBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.sizeBytes; ) {
    const there = await grownTo(file, at + 1);
    yield* createReadStream(file.path, { start: at, end: there - 1, highWaterMark: chunkBytes });
    at = there;
  }
}
