import { type CleaningReport, type CleaningStep, type DatasetId, LuthierError, titled } from '../../contract/index.ts';
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
  preview: (cleaning: Cleaning, { db, project, progress }: WorkTools): CleaningReport => ({
    ...new Pipeline(db, { ...cleaning, project, writes: false }, progress).run(),
    changeId: null,
  }),
  apply: (cleaning: Cleaning, tools: WorkTools) => clean(tools, cleaning, Date.now()),
} satisfies Works;

/** Cleans as one change, so that one undo brings all of it back. Other writers wait only while the rows are written. */
export function clean({ db, project, progress }: WorkTools, cleaning: Cleaning, atMs: number): CleaningReport {
  const log = changeLog(db);
  const key = datasetTable(db).key(cleaning.datasetId);
  const stamp = log.stamp(key);
  const pipeline = new Pipeline(db, { ...cleaning, project, writes: true }, progress);
  const report = pipeline.run();
  const removed = report.rowsBefore - report.rowsAfter;
  if (removed + report.rowsChanged === 0) return { ...report, changeId: null };

  const write = db.transaction((): number => {
    if (log.stamp(key) !== stamp) {
      throw new LuthierError('cleaning.rows_changed', { dataset: datasetTable(db).dataset(cleaning.datasetId).name });
    }
    const facts = { removed, changed: report.rowsChanged };
    return log.apply(key, titled('clean', facts), atMs, pipeline.changes());
  });
  return { ...report, changeId: write.immediate() };
}
