import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type DatasetId, Statistics } from '../../contract/index.ts';
import { readJson, writeAtomically } from '../../core/files.ts';
import type { changeLog } from '../../store/changes.ts';
import type { DatasetTable } from '../../store/datasets.ts';

interface Store {
  readonly datasets: DatasetTable;
  readonly changes: ReturnType<typeof changeLog>;
}

/** Goes up when counting changes, so that what an older Luthier counted is counted anew. */
const COUNTING = 1;

const Kept = z.object({ stamp: z.string(), statistics: Statistics });

/** What the statistics of a dataset depend on: another text whenever rows or the parts of columns have changed. */
export function stampOf({ datasets, changes }: Store, datasetId: DatasetId): string {
  const { roles, columns, rowCount } = datasets.dataset(datasetId);
  return JSON.stringify([COUNTING, changes.stamp(datasets.key(datasetId)), rowCount, roles, columns]);
}

/** What was kept, when nothing has changed since. A file that is half there or of another Luthier is not read. */
export function knownStatistics(store: Store, project: string, datasetId: DatasetId): Statistics | null {
  const kept = Kept.safeParse(readJson(fileOf(project, datasetId)));
  return kept.success && kept.data.stamp === stampOf(store, datasetId) ? kept.data.statistics : null;
}

export function keepStatistics(project: string, stamp: string, statistics: Statistics): void {
  mkdirSync(join(project, '.core', 'statistics'), { recursive: true });
  writeAtomically(fileOf(project, statistics.datasetId), JSON.stringify({ stamp, statistics }));
}

function fileOf(project: string, datasetId: DatasetId): string {
  return join(project, '.core', 'statistics', `${datasetId}.json`);
}
