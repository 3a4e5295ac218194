import type { Database } from 'better-sqlite3';
import {
  type DatasetId,
  type LeakReport,
  type MendOutcome,
  type MendWay,
  titled,
  type WorkProgress,
} from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { leakTable } from '../../store/leaks.ts';
import { splitPlanTable } from '../../store/split-plans.ts';
import { testSplitTable } from '../../store/test-split.ts';
import { checkUnlocked } from '../dataset/index.ts';
import { countLeaks, listLeaks } from './find-leaks.ts';
import { keepsTimeOrder, mended, outcomeOf } from './mend.ts';
import { nearOf } from './near.ts';
import { changesOf, readRows, type SplitRows } from './split-rows.ts';
import { inStages } from './stages.ts';
import { type Tie, tiesOf } from './ties.ts';

type Tell = (progress: WorkProgress) => void;

/** What ties the splits of a dataset together as they are now. The list of it is kept beside the number. */
export function leaksOf(db: Database, datasetId: DatasetId, progress: Tell = () => {}): LeakReport {
  const datasets = datasetTable(db);
  const key = datasets.key(datasetId);
  const stamp = changeLog(db).stamp(key);
  const kept = leakTable(db).check(key);
  if (kept?.stamp === stamp) return kept.report;

  const { rows, ties, isByTime } = tiedRows(db, datasetId, progress);
  const report = countLeaks(rows, ties, isByTime ? rows.atMs : null);
  leakTable(db).keep(key, { stamp, report, atMs: Date.now() }, listLeaks(rows, ties));
  return report;
}

export interface MendRequest {
  readonly datasetId: DatasetId;
  readonly way: MendWay;
  readonly unlockTest: boolean;
}

export interface Mended {
  readonly moved: number;
  readonly takenOut: number;
  readonly keepsOrder: MendOutcome['keepsOrder'];
  readonly leaks: LeakReport;
  readonly changeId: number | null;
}

/**
 * Puts tied rows into one split, or takes copies out, as one change, and looks again.
 *
 * Throws `splits.test_locked` when that would change the test split and it was not unlocked.
 */
export function mendLeaks(db: Database, request: MendRequest, atMs: number, progress: Tell): Mended {
  const { datasetId, way, unlockTest } = request;
  const key = datasetTable(db).key(datasetId);
  const log = changeLog(db);
  const stamp = log.stamp(key);
  const stages = inStages(progress, datasetTable(db).dataset(datasetId).rowCount, 5);
  const { rows, ties, isByTime } = tiedRows(db, datasetId, stages(0, 2));
  const after = mended(rows, ties, way, isByTime);
  const keepsOrder = isByTime ? keepsTimeOrder(rows.atMs, after) : null;
  const { moved, takenOut, testRows } = outcomeOf(way, rows, after);
  if (testRows > 0) checkUnlocked(db, datasetId, unlockTest);
  if (moved + takenOut === 0) {
    return { moved, takenOut, keepsOrder, leaks: leaksOf(db, datasetId, stages(3, 2)), changeId: null };
  }
  const title = titled('mendLeaks', { moved, takenOut });
  const write = db.transaction(() => {
    if (log.stamp(key) !== stamp) return null;
    const changeId = log.apply(key, title, atMs, changesOf(rows, after, stages(2)));
    if (testRows > 0) testSplitTable(db).lock(key);
    return changeId;
  });
  const changeId = write.immediate();
  // Somebody changed rows meanwhile: what was found about them no longer holds.
  if (changeId === null) return mendLeaks(db, request, atMs, progress);
  return { moved, takenOut, keepsOrder, leaks: leaksOf(db, datasetId, stages(3, 2)), changeId };
}

interface Tied {
  readonly rows: SplitRows;
  readonly ties: Tie[];
  /** Whether the splits were made by time. */
  readonly isByTime: boolean;
}

/** The rows of a dataset and all that may tie them, near duplicates too. */
function tiedRows(db: Database, datasetId: DatasetId, progress: Tell): Tied {
  const datasets = datasetTable(db);
  const dataset = datasets.dataset(datasetId);
  const key = datasets.key(datasetId);
  const rows = readRows(db, key, dataset, { progress: ({ done, total }) => progress({ done, total: total * 2 }) });
  const near = nearOf(db, key, dataset, rows, ({ done, total }) => progress({ done: total + done, total: total * 2 }));
  return { rows, ties: tiesOf(rows, near), isByTime: splitPlanTable(db).last(key)?.plan.way === 'time' };
}
