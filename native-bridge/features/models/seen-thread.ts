import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorMessage, errorMessage } from '../../core/thread-errors.ts';
import { asSeen } from './as-seen.ts';
import type { RowsToSee } from './see-rows.ts';
import { openTokenizer } from './tokenizer.ts';

export type SeenMessage = { readonly kind: 'seen'; readonly seen: ReturnType<typeof asSeen> } | ErrorMessage;

const { folder, asked } = workerData as { readonly folder: string; readonly asked: RowsToSee };

function answer(): SeenMessage {
  try {
    return { kind: 'seen', seen: asSeen(openTokenizer(folder), asked) };
  } catch (error) {
    return errorMessage(error);
  }
}

parentPort?.postMessage(answer());
