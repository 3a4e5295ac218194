import { type Change, type DatasetId, dataset } from '../../../native-bridge/contract/index.ts';
import { Kept, KeptWork, type Trouble, useKept, useWork, type Work } from '../../rpc/index.ts';

export interface RunningStep {
  readonly verb: 'undo' | 'redo';
  readonly work: Pick<Work<never, Change>, 'progress' | 'etaSeconds' | 'cancel'>;
  /** Whether somebody asked for another one meanwhile. */
  readonly isRefused: boolean;
}

export interface Step {
  readonly start: (verb: RunningStep['verb'], changeId: number) => void;
  /** What is being taken or brought back; null while nothing is. */
  readonly running: RunningStep | null;
  /** The change that was taken back last. */
  readonly undone: Change | null;
  readonly trouble: Trouble | null;
  readonly forget: () => void;
}

interface KeptStep {
  readonly undo: KeptWork<Change>;
  readonly redo: KeptWork<Change>;
  readonly isRefused: Kept<boolean>;
}

/** Outside of the pages: one that is left while a million rows are brought back would take them away again. */
const kept = new Map<DatasetId, KeptStep>();

/** The undo or redo of a dataset, which goes on whatever page is shown. There is one at a time. */
export function useStep(datasetId: DatasetId): Step {
  const step = keptStep(datasetId);
  const undo = useWork(dataset.undo, { keptIn: step.undo });
  const redo = useWork(dataset.redo, { keptIn: step.redo });
  const isRefused = useKept(step.isRefused);
  const running = undo.running ? undo : redo.running ? redo : null;
  const forget = (): void => {
    for (const earlier of [undo, redo]) earlier.forget();
  };

  return {
    start: (verb, changeId) => {
      step.isRefused.set(running !== null);
      if (running !== null) return;
      forget();
      (verb === 'undo' ? undo : redo).start({ datasetId, changeId });
    },
    running: running && { verb: running === undo ? 'undo' : 'redo', work: running, isRefused },
    undone: undo.answer,
    trouble: undo.trouble ?? redo.trouble,
    forget,
  };
}

function keptStep(datasetId: DatasetId): KeptStep {
  const known = kept.get(datasetId);
  if (known !== undefined) return known;
  const step = { undo: new KeptWork<Change>(), redo: new KeptWork<Change>(), isRefused: new Kept(false) };
  kept.set(datasetId, step);
  return step;
}
