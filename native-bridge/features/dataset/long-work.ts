import { Worker } from 'node:worker_threads';
import { type ErrorCode, LuthierError } from '../../contract/index.ts';
import type { WorkAnswer, WorkMessage, WorkRequest } from './worker.ts';

/** Where long work finds the project. */
export interface WorkPlace {
  readonly database: string;
  readonly project: string;
}

export interface RunningWork<Answer> extends Disposable {
  readonly answer: Promise<Answer>;
}

/**
 * Does one long piece of work on rows in a thread with its own connection, so that the core goes on answering.
 * Disposing it before its end stops it; what it wrote is rolled back or swept.
 */
export function startWork<Request extends WorkRequest>(
  place: WorkPlace,
  request: Request,
  onProgress: (progress: Extract<WorkMessage, { kind: 'progress' }>['progress']) => void = () => {},
): RunningWork<WorkAnswer<Request['work']>> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { place, request } });
  const answer = new Promise<WorkAnswer<Request['work']>>((resolve, reject) => {
    worker.on('message', (message: WorkMessage) => {
      if (message.kind === 'progress') onProgress(message.progress);
      else if (message.kind === 'answer') resolve(message.value as WorkAnswer<Request['work']>);
      else reject(toError(message));
    });
    worker.on('error', reject);
    worker.on('exit', code => reject(new Error(`the worker stopped with code ${code}`)));
  });
  return { answer, [Symbol.dispose]: () => worker.postMessage('stop') };
}

function toError({ code, facts, where }: Extract<WorkMessage, { kind: 'error' }>): LuthierError {
  return new LuthierError(code as ErrorCode, facts as never, where);
}
