import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { type ErrorPayload, LuthierError, type WorkEvent, type WorkProgress } from '../contract/index.ts';
import { actor } from '../core/actor.ts';
import type { Emit } from '../core/router.ts';
import { asOutOfMemory, errorOf } from '../core/thread-errors.ts';
import type { WorkMessage } from './worker.ts';

/** What one piece of work may hold: a mistake in it, or data nobody thought of, is not to starve the machine. */
const HEAP_MEBIBYTES = 2048;

/** Where long work finds the project. */
export interface WorkPlace {
  readonly database: string;
  readonly project: string;
}

/** What a piece of work is given besides its input. `progress` throws once the work is to stop. */
export interface WorkTools<Progress = WorkProgress> {
  readonly db: Database;
  readonly project: string;
  readonly progress: (progress: Progress) => void;
}

/** Pieces of work by name. `never` takes functions of any input and any progress; `workStarter` knows which. */
export type Works = Readonly<Record<string, (input: never, tools: never) => unknown>>;

type InputOf<Work> = Work extends (input: infer Input, ...rest: never[]) => unknown ? Input : never;
type AnswerOf<Work> = Work extends (...args: never[]) => infer Answer ? Awaited<Answer> : never;
type ProgressOf<Work> = Work extends (input: never, tools: WorkTools<infer Progress>) => unknown ? Progress : never;

export interface RunningWork<Answer> extends Disposable {
  readonly answer: Promise<Answer>;
}

export type StartWork<Of extends Works> = <Name extends keyof Of & string>(
  place: WorkPlace,
  name: Name,
  input: InputOf<Of[Name]>,
  onProgress?: (progress: ProgressOf<Of[Name]>) => void,
) => RunningWork<AnswerOf<Of[Name]>>;

/**
 * Starts the pieces of work that the module `url` exports as `WORKS`, each in a thread with its own connection, so that
 * the core goes on answering. Disposing one before its end stops it; what it wrote is rolled back or swept.
 */
export function workStarter<Of extends Works>(url: URL, { heapMebibytes = HEAP_MEBIBYTES } = {}): StartWork<Of> {
  return (place, name, input, onProgress = () => {}) => {
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const workerData = { place, module: url.href, name, input, stop, actor: actor() };
    const resourceLimits = { maxOldGenerationSizeMb: heapMebibytes };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData, resourceLimits });
    const answer = new Promise<never>((resolve, reject) => {
      worker.on('message', (message: WorkMessage) => {
        if (message.kind === 'progress') onProgress(message.progress as never);
        else if (message.kind === 'answer') resolve(message.value as never);
        else reject(errorOf(message));
      });
      worker.on('error', (error: Error) => reject(asOutOfMemory(error, heapMebibytes)));
      worker.on('exit', code => reject(new Error(`the worker stopped with code ${code}`)));
    });
    return { answer, [Symbol.dispose]: () => void Atomics.store(stop, 0, 1) };
  };
}

/** Tells a stream how a piece of work goes and ends. `onBug` keeps what nobody can act on in the log. */
export function tellWork<Answer>(
  start: (onProgress: (progress: WorkProgress) => void) => RunningWork<Answer>,
  emit: Emit<WorkEvent<Answer>>,
  end: () => void,
  onBug: (error: unknown) => void,
): Disposable {
  const running = start(progress => emit({ kind: 'progress', ...progress }));
  running.answer
    .then<WorkEvent<Answer>>(answer => ({ kind: 'finished', answer }))
    .catch((error: unknown): WorkEvent<Answer> => ({ kind: 'failed', error: failureOf(error, onBug) }))
    .then(event => {
      emit(event);
      end();
    });
  return running;
}

/** What a person is told of a failure. One that nobody can act on goes to the log. */
export function failureOf(error: unknown, onBug: (error: unknown) => void): ErrorPayload {
  if (error instanceof LuthierError) return error.payload;
  onBug(error);
  return new LuthierError('request.invalid', { reason: 'Luthier itself made a mistake, see its log' }).payload;
}
