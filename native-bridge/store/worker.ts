import { parentPort, workerData } from 'node:worker_threads';
import { type Actor, LuthierError } from '../contract/index.ts';
import { actAs } from '../core/actor.ts';
import { asDiskError } from '../core/files.ts';
import { type ErrorMessage, errorMessage } from '../core/thread-errors.ts';
import { asLocked } from './busy.ts';
import { openInWorker, WORKER_PATIENCE_MS } from './open.ts';
import type { WorkPlace, Works, WorkTools } from './work.ts';

export type WorkMessage =
  | { readonly kind: 'progress'; readonly progress: unknown }
  | { readonly kind: 'answer'; readonly value: unknown }
  | ErrorMessage;

interface Task {
  readonly place: WorkPlace;
  readonly module: string;
  readonly name: string;
  readonly input: unknown;
  /** Not zero once the work is to stop: seen at once, also by work that never waits. */
  readonly stop: Int32Array;
  readonly actor: Actor | null;
}

const PROGRESS_MS = 100;

if (parentPort !== null) await answerParent(parentPort, workerData as Task);

/** Does one piece of work and says how it went. Nothing is told more often than ten times a second. */
async function answerParent(
  parent: NonNullable<typeof parentPort>,
  { place, module, name, input, stop, actor }: Task,
): Promise<void> {
  const db = openInWorker(place.database);
  let told = 0;
  const progress = (progress: unknown): void => {
    if (Atomics.load(stop, 0) === 1) throw new LuthierError('job.cancelled', { id: name });
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    parent.postMessage({ kind: 'progress', progress } satisfies WorkMessage);
  };
  try {
    const { WORKS } = (await import(module)) as { WORKS: Works };
    const work = WORKS[name];
    if (work === undefined) throw new Error(`${module} has no work ${name}`);
    const tools = { db, project: place.project, progress } satisfies WorkTools<unknown>;
    const value = await actAs(actor, () => work(input as never, tools as never));
    parent.postMessage({ kind: 'answer', value } satisfies WorkMessage);
  } catch (caught) {
    const error = asLocked(asDiskError(caught, place.project), WORKER_PATIENCE_MS);
    parent.postMessage(errorMessage(error) satisfies WorkMessage);
  } finally {
    db.close();
    parent.close();
  }
}
