import type { DatasetId } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { testSplitTable } from '../../store/test-split.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { leaksOf, type MendRequest, mendLeaks } from './leaks.ts';
import { previewSplit, type SplitRequest, splitDataset } from './split-dataset.ts';

/** What walks over all rows, in a thread of its own. */
export const WORKS = {
  preview: (request: SplitRequest, { db, progress }: WorkTools) => previewSplit(db, request, progress),
  split: (request: SplitRequest & { unlockTest: boolean }, { db, progress }: WorkTools) =>
    splitDataset(db, request, Date.now(), progress),
  checkLeaks: ({ datasetId }: { datasetId: DatasetId }, { db, progress }: WorkTools) =>
    leaksOf(db, datasetId, progress),
  mendLeaks: (request: MendRequest, { db, progress }: WorkTools) => mendLeaks(db, request, Date.now(), progress),
  testChanged: ({ datasetId }: { datasetId: DatasetId }, { db }: WorkTools) =>
    testSplitTable(db).changed(datasetTable(db).key(datasetId)),
} satisfies Works;
