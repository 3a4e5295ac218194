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
  /** Why the last one failed, unless it is `locked`. */
  readonly trouble: Trouble | null;
  /** One that would change a test split that is locked, and how to let go of that and do it; null for none. */
  readonly locked: LockedStep | null;
  readonly forget: () => void;
}

export interface LockedStep {
  readonly verb: RunningStep['verb'];
  readonly trouble: Trouble;
  readonly unlock: () => void;
}

interface KeptStep {
  readonly undo: KeptWork<Change>;
  readonly redo: KeptWork<Change>;
  readonly isRefused: Kept<boolean>;
  /** From the key until it is known which change is meant. */
  isLooking: boolean;
  /** The one that was begun last. */
  begun: { readonly verb: RunningStep['verb']; readonly changeId: number } | null;
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
  const begin = (verb: RunningStep['verb'], changeId: number, unlockTest: boolean): void => {
    step.begun = { verb, changeId };
    (verb === 'undo' ? undo : redo).start({ datasetId, changeId, unlockTest });
  };
  const start: Step['start'] = (verb, changeId) => {
    if (isTurn()) begin(verb, changeId, false);
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
      if (areTaken && next) begin(verb, next.id, false);
    } catch (error) {
      step.notFound.set(troubleOf(error, dataset.history.name));
    } finally {
      step.isLooking = false;
    }
  };

  const trouble = undo.trouble ?? redo.trouble ?? notFound;
  const { begun } = step;
  const isLocked = trouble?.kind === 'error' && trouble.error.code === 'splits.test_locked';
  const locked = isLocked &&
    begun && { verb: begun.verb, trouble, unlock: () => begin(begun.verb, begun.changeId, true) };

  return {
    start,
    startNext,
    running: running && { verb: running === undo ? 'undo' : 'redo', work: running, isRefused },
    undone: undo.answer,
    trouble: locked ? null : trouble,
    locked: locked || null,
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
    begun: null,
    notFound: new Kept<Trouble | null>(null),
  };
  kept.set(datasetId, step);
  return step;
}
