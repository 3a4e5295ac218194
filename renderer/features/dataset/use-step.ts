import { type Change, type DatasetId, dataset } from '../../../native-bridge/contract/index.ts';
import { Kept, KeptWork, type Trouble, troubleOf, useBridge, useKept, useWork, type Work } from '../../rpc/index.ts';
import { newestFirst, nextRedo, nextUndo } from './change-log.ts';

export interface RunningStep {
  readonly verb: 'undo' | 'redo';
  readonly work: Pick<Work<never, Change>, 'progress' | 'etaSeconds' | 'cancel'>;
  /** Whether somebody asked for another one meanwhile. */
  readonly isRefused: boolean;
}

export interface Step {
  readonly start: (verb: RunningStep['verb'], changeId: number) => void;
  /**
   * Takes back or brings back the change whose turn it is once everything on its way to the core is there: what the page
   * knows of the changes may be older than what a person has just written.
   */
  readonly startNext: (verb: RunningStep['verb']) => Promise<void>;
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
  /** From the key until it is known which change is meant. */
  isLooking: boolean;
  readonly notFound: Kept<Trouble | null>;
}

/** Outside of the pages: one that is left while a million rows are brought back would take them away again. */
const kept = new Map<DatasetId, KeptStep>();

/** The undo or redo of a dataset, which goes on whatever page is shown. There is one at a time. */
export function useStep(datasetId: DatasetId): Step {
  const step = keptStep(datasetId);
  const undo = useWork(dataset.undo, { keptIn: step.undo });
  const redo = useWork(dataset.redo, { keptIn: step.redo });
  const isRefused = useKept(step.isRefused);
  const notFound = useKept(step.notFound);
  const bridge = useBridge();
  const running = undo.running ? undo : redo.running ? redo : null;
  const forget = (): void => {
    for (const earlier of [undo, redo]) earlier.forget();
    step.notFound.set(null);
  };
  /** There is one at a time: another is told so. */
  const isTurn = (): boolean => {
    const isBusy = running !== null || step.isLooking;
    step.isRefused.set(isBusy);
    if (!isBusy) forget();
    return !isBusy;
  };
  const start: Step['start'] = (verb, changeId) => {
    if (isTurn()) (verb === 'undo' ? undo : redo).start({ datasetId, changeId });
  };
  const startNext: Step['startNext'] = async verb => {
    if (!isTurn()) return;
    step.isLooking = true;
    try {
      // The grid says what was written in a timer, which a key may overtake.
      await new Promise(done => setTimeout(done));
      // Where one was refused its writer is told, and what stood before it is not what was meant.
      const areTaken = await bridge.changesTaken(input => (input as { datasetId?: unknown }).datasetId === datasetId);
      const changes = newestFirst(await bridge.ask(dataset.history, { datasetId }));
      const next = (verb === 'undo' ? nextUndo : nextRedo)(changes);
      if (areTaken && next) (verb === 'undo' ? undo : redo).start({ datasetId, changeId: next.id });
    } catch (error) {
      step.notFound.set(troubleOf(error, dataset.history.name));
    } finally {
      step.isLooking = false;
    }
  };

  return {
    start,
    startNext,
    running: running && { verb: running === undo ? 'undo' : 'redo', work: running, isRefused },
    undone: undo.answer,
    trouble: undo.trouble ?? redo.trouble ?? notFound,
    forget,
  };
}

function keptStep(datasetId: DatasetId): KeptStep {
  const known = kept.get(datasetId);
  if (known !== undefined) return known;
  const step = {
    undo: new KeptWork<Change>(),
    redo: new KeptWork<Change>(),
    isRefused: new Kept(false),
    isLooking: false,
    notFound: new Kept<Trouble | null>(null),
  };
  kept.set(datasetId, step);
  return step;
}
