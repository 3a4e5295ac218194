import { type Change, type DatasetId, LuthierError, type WorkProgress } from '../../../contract/index.ts';
import { asFullDisk } from '../../../core/files.ts';
import type { changeLog } from '../../../store/changes.ts';
import type { DatasetTable } from '../../../store/datasets.ts';
import { type RunningWork, type WorkPlace, workStarter } from '../../../store/work.ts';
import type { Writes } from '../../../store/writes.ts';
import type { WORKS } from '../work.ts';

const start = workStarter<typeof WORKS>(new URL('../work.ts', import.meta.url));

export interface Step {
  readonly datasetId: DatasetId;
  readonly changeId: number;
  readonly verb: 'undo' | 'redo';
  /** Whether the person lets go of a test split that is there. */
  readonly unlockTest: boolean;
}

export interface StepDeps {
  readonly place: WorkPlace;
  readonly datasets: DatasetTable;
  readonly changes: ReturnType<typeof changeLog>;
  readonly writes: Writes;
  /** Throws `splits.test_locked` where the step would change a test split that is there. */
  checkStep(datasetId: DatasetId, changeId: number): void;
}

/** More rows are written in a thread of their own: so many hold the core up for some 30 ms. */
export const MANY_ROWS = 1000;

/**
 * An undo or a redo. The door to writing stays shut until it has ended, also in a thread: an edit that a person makes
 * after it is never what it takes back.
 */
export function stepChanges(
  { place, datasets, changes, writes, checkStep }: StepDeps,
  { datasetId, verb, changeId, unlockTest }: Step,
  onProgress: (progress: WorkProgress) => void,
): RunningWork<Change> {
  const stack = new DisposableStack();
  const check = (change: number): void => void (unlockTest || checkStep(datasetId, change));
  const answer = writes.writeThen(
    () => {
      if (stack.disposed) throw new LuthierError('job.cancelled', { id: verb });
      const key = datasets.key(datasetId);
      return changes.rowsOfStep(key, verb) > MANY_ROWS ? null : changes[verb](key, datasetId, { changeId, check });
    },
    change => change ?? stack.use(start(place, 'step', { datasetId, changeId, verb, unlockTest }, onProgress)).answer,
  );
  return {
    answer: answer.catch((error: unknown) => {
      throw asFullDisk(error, place.project);
    }),
    [Symbol.dispose]: () => stack.dispose(),
  };
}
