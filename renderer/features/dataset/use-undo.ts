import { type Change, type DatasetId, dataset } from '../../../native-bridge/contract/index.ts';
import type { Trouble } from '../../rpc/index.ts';
import { useAnswer, useWork, type Work } from '../../rpc/index.ts';
import { newestFirst, nextRedo, nextUndo } from './change-log.ts';

export interface Undo {
  /** Newest first; empty while it is not known. */
  readonly changes: readonly Change[];
  readonly canUndo: Change | undefined;
  readonly canRedo: Change | undefined;
  readonly undo: () => void;
  readonly redo: () => void;
  /** What is being taken or brought back; null while nothing is. */
  readonly running: RunningStep | null;
  readonly trouble: Trouble | null;
  /** Another value whenever the rows have changed. */
  readonly key: string;
}

export interface RunningStep {
  readonly verb: 'undo' | 'redo';
  readonly work: Pick<Work<never, Change>, 'progress' | 'etaSeconds' | 'cancel'>;
}

/** The changes of a dataset, and how to take the last one back. */
export function useUndo(datasetId: DatasetId): Undo {
  const history = useAnswer(dataset.history, { datasetId });
  const undo = useWork(dataset.undo);
  const redo = useWork(dataset.redo);
  const changes = history.state === 'ready' ? newestFirst(history.value) : [];
  const [canUndo, canRedo] = [nextUndo(changes), nextRedo(changes)];
  const running = undo.running ? undo : redo.running ? redo : null;
  const step = (work: typeof undo, change: Change | undefined): void => {
    if (running !== null || change === undefined) return;
    for (const earlier of [undo, redo]) earlier.forget();
    work.start({ datasetId, changeId: change.id });
  };

  return {
    changes,
    canUndo,
    canRedo,
    undo: () => step(undo, canUndo),
    redo: () => step(redo, canRedo),
    running: running && { verb: running === undo ? 'undo' : 'redo', work: running },
    trouble: undo.trouble ?? redo.trouble ?? (history.state === 'failed' ? history.trouble : null),
    key: changes.map(({ id, undone }) => `${id}${undone ? '-' : '+'}`).join(),
  };
}
