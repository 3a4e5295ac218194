import { type Change, type DatasetId, dataset } from '../../../native-bridge/contract/index.ts';
import type { Trouble } from '../../rpc/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { newestFirst, nextRedo, nextUndo } from './change-log.ts';
import { type RunningStep, useStep } from './use-step.ts';

export interface Undo {
  /** Newest first; empty while it is not known. */
  readonly changes: readonly Change[];
  readonly canUndo: Change | undefined;
  readonly canRedo: Change | undefined;
  readonly undo: () => void;
  readonly redo: () => void;
  /** The change that was taken back last. */
  readonly undone: Change | null;
  /** What is being taken or brought back; null while nothing is. The frame of the dataset shows it. */
  readonly running: RunningStep | null;
  /** Why the changes are not known. */
  readonly trouble: Trouble | null;
  /** Another value whenever the rows have changed. */
  readonly key: string;
}

/** The changes of a dataset, and how to take the last one back. */
export function useUndo(datasetId: DatasetId): Undo {
  const history = useAnswer(dataset.history, { datasetId });
  const step = useStep(datasetId);
  const changes = history.state === 'ready' ? newestFirst(history.value) : [];
  const [canUndo, canRedo] = [nextUndo(changes), nextRedo(changes)];

  return {
    changes,
    canUndo,
    canRedo,
    undo: () => void step.startNext('undo'),
    redo: () => void step.startNext('redo'),
    undone: step.undone,
    running: step.running,
    trouble: history.state === 'failed' ? history.trouble : null,
    key: changes.map(({ id, undone }) => `${id}${undone ? '-' : '+'}`).join(),
  };
}
