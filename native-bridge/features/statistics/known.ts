import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type DatasetId, type ModelId, Statistics, TokenStatistics } from '../../contract/index.ts';
import { readJson, writeAtomically } from '../../core/files.ts';
import type { RowNumbers } from '../../core/row-numbers.ts';
import type { changeLog } from '../../store/changes.ts';
import type { DatasetTable } from '../../store/datasets.ts';

interface Store {
  readonly datasets: DatasetTable;
  readonly changes: ReturnType<typeof changeLog>;
}

/** Goes up when counting changes, so that what an older Luthier counted is counted anew. */
const COUNTING = 2;

/** What the statistics of a dataset depend on: another text whenever rows or the parts of columns have changed. */
export function stampOf({ datasets, changes }: Store, datasetId: DatasetId): string {
  const { roles, columns, rowCount } = datasets.dataset(datasetId);
  return JSON.stringify([COUNTING, changes.stamp(datasets.key(datasetId)), rowCount, roles, columns]);
}

/** What was kept, when nothing has changed since. A file that is half there or of another Luthier is not read. */
export function knownStatistics(store: Store, project: string, datasetId: DatasetId): Statistics | null {
  return readKept(store, Statistics, datasetId, fileOf(project, datasetId));
}

export function keepStatistics(project: string, stamp: string, statistics: Statistics, repeats: RowNumbers): void {
  keep(project, statistics.datasetId, stamp, statistics, repeats);
}

/** As `knownStatistics`, of the lengths in tokens of one model. */
export function knownTokens(
  store: Store,
  project: string,
  { datasetId, modelId }: { readonly datasetId: DatasetId; readonly modelId: ModelId },
): TokenStatistics | null {
  return readKept(store, TokenStatistics, datasetId, fileOf(project, `${datasetId}-${modelId}`));
}

export function keepTokens(project: string, stamp: string, found: TokenStatistics, tokens: RowNumbers): void {
  keep(project, `${found.datasetId}-${found.modelId}`, stamp, found, tokens);
}

/**
 * The file of what was counted of each row: `repeats`, `tokens@<model>`, or `tokens` of the model that was counted last.
 * Null when it was not, or rows have changed since.
 */
export function countedFile(store: Store, project: string, datasetId: DatasetId, name: string): string | null {
  if (name === 'repeats') {
    const found = knownStatistics(store, project, datasetId);
    return found && numbersOf(project, datasetId, found.computedAtMs);
  }
  const models = modelsCounted(project, datasetId).filter(id => name === 'tokens' || name === `tokens@${id}`);
  const [newest] = models
    .flatMap(modelId => knownTokens(store, project, { datasetId, modelId }) ?? [])
    .sort((a, b) => b.computedAtMs - a.computedAtMs);
  return newest === undefined ? null : numbersOf(project, `${datasetId}-${newest.modelId}`, newest.computedAtMs);
}

function modelsCounted(project: string, datasetId: DatasetId): ModelId[] {
  const folder = folderOf(project);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter(name => name.startsWith(`${datasetId}-`) && name.endsWith('.json'));
  return names.map(name => name.slice(datasetId.length + 1, -'.json'.length) as ModelId);
}

function readKept<Found>(store: Store, schema: z.ZodType<Found>, datasetId: DatasetId, file: string): Found | null {
  const kept = z.object({ stamp: z.string(), statistics: schema }).safeParse(readJson(file));
  return kept.success && kept.data.stamp === stampOf(store, datasetId) ? kept.data.statistics : null;
}

/** The numbers of the rows first, under a name of their own: whoever knows the facts finds them. */
function keep(
  project: string,
  name: string,
  stamp: string,
  statistics: { readonly computedAtMs: number },
  ofRows: RowNumbers,
): void {
  const folder = folderOf(project);
  mkdirSync(folder, { recursive: true });
  const numbers = numbersOf(project, name, statistics.computedAtMs);
  ofRows.write(numbers);
  writeAtomically(fileOf(project, name), JSON.stringify({ stamp, statistics }));
  for (const old of readdirSync(folder)) {
    const file = join(folder, old);
    if (old.startsWith(`${name}.`) && old.endsWith('.rows') && file !== numbers) rmSync(file, { force: true });
  }
}

function folderOf(project: string): string {
  return join(project, '.core', 'statistics');
}

function fileOf(project: string, name: string): string {
  return join(folderOf(project), `${name}.json`);
}

function numbersOf(project: string, name: string, atMs: number): string {
  return join(folderOf(project), `${name}.${atMs}.rows`);
}
