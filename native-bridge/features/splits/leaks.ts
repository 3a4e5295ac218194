import type { Database } from 'better-sqlite3';
import type { DatasetId, LeakReport, WorkProgress } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { leakTable } from '../../store/leaks.ts';
import { countLeaks, listLeaks, rowsToMend, type Tie, tiesOf } from './find-leaks.ts';
import { nearOf } from './near.ts';
import { readRows, SPLITS, type SplitRows } from './split-rows.ts';
import { checkUnlocked } from './test-lock.ts';

type Tell = (progress: WorkProgress) => void;

/** What ties the splits of a dataset together as they are now. The list of it is kept beside the number. */
export function leaksOf(db: Database, datasetId: DatasetId, progress: Tell = () => {}): LeakReport {
  const datasets = datasetTable(db);
  const key = datasets.key(datasetId);
  const stamp = changeLog(db).stamp(key);
  const kept = leakTable(db).check(key);
  if (kept?.stamp === stamp) return kept.report;

  const { rows, ties } = tiedRows(db, datasetId, progress);
  const report = countLeaks(rows, ties);
  leakTable(db).keep(key, { stamp, report, atMs: Date.now() }, listLeaks(rows, ties));
  return report;
}

export interface MendRequest {
  readonly datasetId: DatasetId;
  readonly keep: 'test' | 'train';
  readonly unlockTest: boolean;
}

/** Takes rows out of their splits until nothing is in two, as one change, and looks again. */
export function mendLeaks(db: Database, { datasetId, keep, unlockTest }: MendRequest, atMs: number, progress: Tell) {
  const key = datasetTable(db).key(datasetId);
  if (keep === 'train') checkUnlocked(db, datasetId, unlockTest);
  const { rows, ties } = tiedRows(db, datasetId, progress);
  const places = rowsToMend(rows, ties, keep);
  if (places.length === 0) return { rows: 0, leaks: leaksOf(db, datasetId, progress), changeId: null };

  const title = `Mend leaks: ${places.length} rows without a split`;
  const changes = places
    .toSorted((a, b) => a - b)
    .values()
    .map(at => ({
      row: rows.rows[at] as number,
      before: { split: SPLITS[(rows.splits[at] as number) - 1] ?? null },
      after: { split: null },
    }));
  const changeId = changeLog(db).apply(key, title, atMs, changes);
  return { rows: places.length, leaks: leaksOf(db, datasetId, progress), changeId };
}

/** The rows of a dataset and all that may tie them, near duplicates too. */
function tiedRows(db: Database, datasetId: DatasetId, progress: Tell): { rows: SplitRows; ties: Tie[] } {
  const datasets = datasetTable(db);
  const dataset = datasets.dataset(datasetId);
  const key = datasets.key(datasetId);
  const rows = readRows(db, key, dataset, { progress: ({ done, total }) => progress({ done, total: total * 2 }) });
  const near = nearOf(db, key, dataset, rows, ({ done, total }) => progress({ done: total + done, total: total * 2 }));
  return { rows, ties: tiesOf(rows, near) };
}
