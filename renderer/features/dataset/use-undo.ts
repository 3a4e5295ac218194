import { type Change, type DatasetId, dataset } from '../../../native-bridge/contract/index.ts';
import type { Trouble } from '../../rpc/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { newestFirst, nextRedo, nextUndo } from './change-log.ts';

export interface Undo {
  /** Newest first; empty while it is not known. */
  readonly changes: readonly Change[];
  readonly canUndo: Change | undefined;
  readonly canRedo: Change | undefined;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly trouble: Trouble | null;
  /** Another value whenever the rows have changed. */
  readonly key: string;
}

/** The changes of a dataset, and how to take the last one back. */
export function useUndo(datasetId: DatasetId): Undo {
  const history = useAnswer(dataset.history, { datasetId });
  const undo = useAction(dataset.undo);
  const redo = useAction(dataset.redo);
  const changes = history.state === 'ready' ? newestFirst(history.value) : [];

  return {
    changes,
    canUndo: nextUndo(changes),
    canRedo: nextRedo(changes),
    undo: () => void undo.run({ datasetId }),
    redo: () => void redo.run({ datasetId }),
    trouble: undo.trouble ?? redo.trouble ?? (history.state === 'failed' ? history.trouble : null),
    key: changes.map(({ id, undone }) => `${id}${undone ? '-' : '+'}`).join(),
  };
}
