import type { DatasetId, ImportFile, ImportProgress, SplitRequest } from '../../contract/index.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { clean } from './clean.ts';
import { type FreezeRequest, freeze } from './freeze.ts';
import { importFile } from './import/import-file.ts';
import { leaksOf, splitDataset } from './split-dataset.ts';

/** What walks over all rows, in a thread of its own. */
export const WORKS = {
  import: (file: ImportFile, { db, project, progress }: WorkTools<ImportProgress>) =>
    importFile(db, project, file, progress),
  clean: ({ datasetId }: { datasetId: DatasetId }, { db }: WorkTools) => clean(db, datasetId, Date.now()),
  split: (split: SplitRequest, { db }: WorkTools) => splitDataset(db, split, Date.now()),
  leaks: ({ datasetId }: { datasetId: DatasetId }, { db }: WorkTools) => leaksOf(db, datasetId),
  freeze: (request: FreezeRequest, { db, project }: WorkTools) => freeze(db, project, request, Date.now()),
} satisfies Works;
