import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Who ends a copy, and who hears how many bytes of it have come. */
export interface CopyWatch {
  readonly signal: AbortSignal;
  copied(bytes: number): void;
}

const PIECE_BYTES = 1024 * 1024;
const UNWATCHED: CopyWatch = { signal: new AbortController().signal, copied: () => {} };

/**
 * Copies a file onto the disk, piece by piece, so that others have their turn meanwhile and it can be ended in the middle.
 */
export async function copyFile(from: string, to: string, { signal, copied }: CopyWatch): Promise<void> {
  signal.throwIfAborted();
  const { mode } = await stat(from);
  await mkdir(dirname(to), { recursive: true });
  const count = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      yield piece;
      copied(piece.length);
    }
  };
  const source = createReadStream(from, { highWaterMark: PIECE_BYTES });
  const target = createWriteStream(to, { mode, highWaterMark: PIECE_BYTES, flush: true });
  await pipeline(source, count, target, { signal }).catch(error => {
    signal.throwIfAborted();
    throw error;
  });
}

/** A second name for the file where the disk is the same, else a copy. */
export async function linkOrCopy(from: string, to: string, watch = UNWATCHED): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await link(from, to);
  } catch {
    return await copyFile(from, to, watch);
  }
  watch.copied((await stat(to)).size);
}
