import { parentPort, workerData } from 'node:worker_threads';
import { LuthierError } from '../../contract/index.ts';
import { asSeen } from './as-seen.ts';
import type { RowsToSee } from './see-rows.ts';
import { openTokenizer } from './tokenizer.ts';

export type SeenMessage =
  | { readonly kind: 'seen'; readonly seen: ReturnType<typeof asSeen> }
  | { readonly kind: 'error'; readonly code: string; readonly facts: Readonly<Record<string, string | number>> };

const { folder, asked } = workerData as { readonly folder: string; readonly asked: RowsToSee };

function answer(): SeenMessage {
  try {
    return { kind: 'seen', seen: asSeen(openTokenizer(folder), asked) };
  } catch (error) {
    if (!(error instanceof LuthierError)) throw error;
    return { kind: 'error', code: error.code, facts: error.facts };
  }
}

parentPort?.postMessage(answer());
