import { getHeapStatistics } from 'node:v8';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { type Actor, LuthierError } from '../contract/index.ts';
import { actAs } from '../core/actor.ts';
import { asDiskError } from '../core/files.ts';
import { stoppable } from '../core/stop.ts';
import { type ErrorMessage, errorMessage } from '../core/thread-errors.ts';
import { asLocked } from './busy.ts';
import { openInWorker, WORKER_PATIENCE_MS } from './open.ts';
import { guardTransactions, Presence } from './presence.ts';
import type { WorkPlace, Works, WorkTools } from './work.ts';

export type WorkMessage =
  | { readonly kind: 'progress'; readonly progress: unknown }
  /** `goesOn` says that the thread waits for more work. */
  | { readonly kind: 'answer'; readonly value: unknown; readonly goesOn: boolean }
  | ErrorMessage;

export interface Task {
  readonly place: WorkPlace;
  readonly module: string;
  readonly name: string;
  readonly input: unknown;
  /** Not zero once the work is to stop: seen at once, also by work that never waits. */
  readonly stop: Int32Array;
  readonly actor: Actor | null;
}

const PROGRESS_MS = 100;
/** A thread that holds more when its work is done gives it back by ending. */
const KEPT_HEAP_BYTES = 128 * 1024 * 1024;

if (parentPort !== null) answerParent(parentPort);

/** Does one piece of work after the other, until one fails. */
function answerParent(parent: MessagePort): void {
  parent.on('message', async (task: Task) => {
    const last = await workOn(task, progress =>
      parent.postMessage({ kind: 'progress', progress } satisfies WorkMessage),
    );
    parent.postMessage(last);
    if (last.kind === 'error' || !last.goesOn) parent.close();
  });
}

/** Does a piece of work and says how it went. Nothing is told more often than ten times a second. */
async function workOn(
  { place, module, name, input, stop, actor }: Task,
  tell: (progress: unknown) => void,
): Promise<Exclude<WorkMessage, { readonly kind: 'progress' }>> {
  const presence = new Presence(place.database, place.identity);
  let db: Database | null = null;
  let told = 0;
  const check = (): void => {
    if (Atomics.load(stop, 0) === 1) throw new LuthierError('job.cancelled', { id: name });
  };
  const progress = (progress: unknown): void => {
    check();
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    tell(progress);
  };
  try {
    if (presence.place === 'gone') presence.check();
    db = openInWorker(place.database);
    guardTransactions(db, presence);
    const { WORKS } = (await import(module)) as { WORKS: Works };
    const work = WORKS[name];
    if (work === undefined) throw new Error(`${module} has no work ${name}`);
    const tools = { db, project: place.project, progress } satisfies WorkTools<unknown>;
    const value = await stoppable(check, () => actAs(actor, () => work(input as never, tools as never)));
    return { kind: 'answer', value, goesOn: getHeapStatistics().total_heap_size < KEPT_HEAP_BYTES };
  } catch (caught) {
    return errorMessage(asLocked(asDiskError(presence.explain(caught), place.project), WORKER_PATIENCE_MS));
  } finally {
    db?.close();
  }
}
