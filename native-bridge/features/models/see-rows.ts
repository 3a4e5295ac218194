import { Worker } from 'node:worker_threads';
import { type AsSeen, LuthierError, type SeenRow } from '../../contract/index.ts';
import { errorOf, isOutOfMemory } from '../../core/thread-errors.ts';
import type { SeenMessage } from './seen-thread.ts';

export type RowsToSee = Omit<AsSeen, 'modelId'>;

/** A tokenizer of 250,000 tokens takes about 200 MB while it is opened. */
const MEMORY_MB = 1024;
const SECONDS = 20;

/**
 * What a model reads of rows. Its chat template is a program of the model's author, and so are the patterns of its
 * tokenizer: both run in a thread that has no database, is short of memory, and is ended when it takes too long.
 *
 * Throws `model.folder_incomplete`, `model.damaged`, `model.config_unsafe`, `model.too_slow`.
 */
export async function seeRows(
  { folder, name }: { readonly folder: string; readonly name: string },
  asked: RowsToSee,
  seconds = SECONDS,
): Promise<{ instruction: string; rows: SeenRow[] }> {
  const thread = new Worker(new URL('./seen-thread.ts', import.meta.url), {
    workerData: { folder, asked },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const tooSlow = () => new LuthierError('model.too_slow', { model: name, seconds });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(tooSlow()), seconds * 1000);
      thread.on('message', (message: SeenMessage) => {
        if (message.kind === 'seen') resolve(message.seen);
        else reject(errorOf(message));
      });
      thread.on('error', (error: Error) => reject(isOutOfMemory(error) ? tooSlow() : error));
      thread.on('exit', code => reject(new Error(`the thread that sees rows ended with code ${code}`)));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
