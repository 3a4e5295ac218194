import type { DatasetId, Statistics } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { rowTable } from '../../store/rows.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { collect } from './collect.ts';
import { keepStatistics, stampOf } from './known.ts';

/** What walks over all rows, in a thread of its own. */
export const WORKS = {
  compute: ({ datasetId }: { datasetId: DatasetId }, { db, project, progress }: WorkTools): Statistics => {
    const store = { datasets: datasetTable(db), rows: rowTable(db), changes: changeLog(db) };
    // In one transaction, so that the stamp is of the rows that are counted.
    const [stamp, statistics] = db.transaction(
      () => [stampOf(store, datasetId), collect(store, datasetId, progress)] as const,
    )();
    keepStatistics(project, stamp, statistics);
    return statistics;
  },
} satisfies Works;
