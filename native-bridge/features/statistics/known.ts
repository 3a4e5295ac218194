import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type DatasetId, type ModelId, Statistics, TokenStatistics } from '../../contract/index.ts';
import { readJson, writeAtomically } from '../../core/files.ts';
import type { changeLog } from '../../store/changes.ts';
import type { DatasetTable } from '../../store/datasets.ts';

interface Store {
  readonly datasets: DatasetTable;
  readonly changes: ReturnType<typeof changeLog>;
}

/** Goes up when counting changes, so that what an older Luthier counted is counted anew. */
const COUNTING = 1;

/** What the statistics of a dataset depend on: another text whenever rows or the parts of columns have changed. */
export function stampOf({ datasets, changes }: Store, datasetId: DatasetId): string {
  const { roles, columns, rowCount } = datasets.dataset(datasetId);
  return JSON.stringify([COUNTING, changes.stamp(datasets.key(datasetId)), rowCount, roles, columns]);
}

/** What was kept, when nothing has changed since. A file that is half there or of another Luthier is not read. */
export function knownStatistics(store: Store, project: string, datasetId: DatasetId): Statistics | null {
  return readKept(store, Statistics, datasetId, fileOf(project, datasetId));
}

export function keepStatistics(project: string, stamp: string, statistics: Statistics): void {
  keep(fileOf(project, statistics.datasetId), stamp, statistics);
}

/** As `knownStatistics`, of the lengths in tokens of one model. */
export function knownTokens(
  store: Store,
  project: string,
  { datasetId, modelId }: { readonly datasetId: DatasetId; readonly modelId: ModelId },
): TokenStatistics | null {
  return readKept(store, TokenStatistics, datasetId, fileOf(project, `${datasetId}-${modelId}`));
}

export function keepTokens(project: string, stamp: string, found: TokenStatistics): void {
  keep(fileOf(project, `${found.datasetId}-${found.modelId}`), stamp, found);
}

function readKept<Found>(store: Store, schema: z.ZodType<Found>, datasetId: DatasetId, file: string): Found | null {
  const kept = z.object({ stamp: z.string(), statistics: schema }).safeParse(readJson(file));
  return kept.success && kept.data.stamp === stampOf(store, datasetId) ? kept.data.statistics : null;
}

function keep(file: string, stamp: string, statistics: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeAtomically(file, JSON.stringify({ stamp, statistics }));
}

function fileOf(project: string, name: string): string {
  return join(project, '.core', 'statistics', `${name}.json`);
}
