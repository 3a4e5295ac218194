import type { Database } from 'better-sqlite3';
import { type CleaningReport, type CleaningStep, type DatasetId, LuthierError } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { Pipeline } from './pipeline.ts';

interface Cleaning {
  readonly datasetId: DatasetId;
  readonly steps: readonly CleaningStep[];
}

/** What walks over all rows, in a thread of its own. */
export const WORKS = {
  preview: (cleaning: Cleaning, { db, progress }: WorkTools): CleaningReport => ({
    ...new Pipeline(db, { ...cleaning, writes: false }, progress).run(),
    changeId: null,
  }),
  apply: (cleaning: Cleaning, { db, progress }: WorkTools) => clean(db, cleaning, progress, Date.now()),
} satisfies Works;

/** Cleans as one change, so that one undo brings all of it back. Other writers wait only while the rows are written. */
export function clean(db: Database, cleaning: Cleaning, progress: WorkTools['progress'], atMs: number): CleaningReport {
  const log = changeLog(db);
  const key = datasetTable(db).key(cleaning.datasetId);
  const stamp = log.stamp(key);
  const pipeline = new Pipeline(db, { ...cleaning, writes: true }, progress);
  const report = pipeline.run();
  const removed = report.rowsBefore - report.rowsAfter;
  if (removed + report.rowsChanged === 0) return { ...report, changeId: null };

  const write = db.transaction((): number => {
    if (log.stamp(key) !== stamp) {
      throw new LuthierError('cleaning.rows_changed', { dataset: datasetTable(db).dataset(cleaning.datasetId).name });
    }
    const title = `Clean: ${removed} rows removed, ${report.rowsChanged} changed`;
    return log.apply(key, title, atMs, pipeline.changes());
  });
  return { ...report, changeId: write.immediate() };
}
