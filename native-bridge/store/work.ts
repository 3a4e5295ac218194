import { AsyncLocalStorage } from 'node:async_hooks';
import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { type ErrorPayload, LuthierError, type WorkEvent, type WorkProgress } from '../contract/index.ts';
import { actor } from '../core/actor.ts';
import type { Emit } from '../core/router.ts';
import { asOutOfMemory, errorOf } from '../core/thread-errors.ts';
import type { Task, WorkMessage } from './worker.ts';

/** What one piece of work may hold: a mistake in it, or data nobody thought of, is not to starve the machine. */
const HEAP_MEBIBYTES = 2048;
/** Threads that are kept for the work to come, and how long each: to start one takes longer than most work. */
const KEPT_THREADS = 2;
const KEPT_MS = 180_000;

/** Where long work finds the project. */
export interface WorkPlace {
  readonly database: string;
  readonly project: string;
  /** Which file the database is (`Presence`); left out, the one that is there when the work begins. */
  readonly identity?: string;
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
    const thread = takeThread(heapMebibytes);
    // A kept thread speaks in the name of whoever started it first.
    const tell = AsyncLocalStorage.bind((progress: unknown) => onProgress(progress as never));
    const answer = new Promise<never>((resolve, reject) => {
      thread.on('message', (message: WorkMessage) => {
        if (message.kind === 'progress') return tell(message.progress);
        if (message.kind === 'error') return reject(errorOf(message));
        if (message.goesOn) keepThread(thread, heapMebibytes);
        resolve(message.value as never);
      });
      thread.on('error', (error: Error) => reject(asOutOfMemory(error, heapMebibytes)));
      thread.on('exit', code => reject(new Error(`the worker stopped with code ${code}`)));
    });
    thread.postMessage({ place, module: url.href, name, input, stop, actor: actor() } satisfies Task);
    return { answer, [Symbol.dispose]: () => void Atomics.store(stop, 0, 1) };
  };
}

interface Kept {
  readonly thread: Worker;
  readonly heapMebibytes: number;
  readonly end: NodeJS.Timeout;
}

const kept: Kept[] = [];

function takeThread(heapMebibytes: number): Worker {
  const found = kept.findLast(one => one.heapMebibytes === heapMebibytes);
  if (found === undefined) {
    return new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMebibytes },
    });
  }
  forget(found.thread);
  found.thread.ref();
  return found.thread;
}

/** Holds nobody up who wants to end. */
function keepThread(thread: Worker, heapMebibytes: number): void {
  letGo(thread);
  const end = setTimeout(() => endThread(thread), KEPT_MS).unref();
  thread.unref();
  thread.on('error', () => {});
  thread.on('exit', () => forget(thread));
  kept.push({ thread, heapMebibytes, end });
  const [oldest] = kept;
  if (oldest !== undefined && kept.length > KEPT_THREADS) endThread(oldest.thread);
}

/** Forgotten first: until it is gone it could still be taken. */
function endThread(thread: Worker): void {
  forget(thread);
  void thread.terminate();
}

/** Listeners of Node's own stay. */
function letGo(thread: Worker): void {
  for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
}

function forget(thread: Worker): void {
  letGo(thread);
  const at = kept.findIndex(one => one.thread === thread);
  for (const { end } of kept.splice(at, at === -1 ? 0 : 1)) clearTimeout(end);
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
