import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import {
  type Combination,
  type CombineReport,
  type CombineRequest,
  type Dataset,
  type DatasetId,
  type DatasetOrigin,
  LuthierError,
  type Roles,
  type Split,
} from '../../contract/index.ts';
import { newId } from '../../core/ids.ts';
import { datasetTable } from '../../store/datasets.ts';
import { originTable } from '../../store/origins.ts';
import { type Cells, rowTable, type StoredRow } from '../../store/rows.ts';
import { sourceTable } from '../../store/sources.ts';
import type { WorkTools } from '../../store/work.ts';
import { labelOf, uniqueNames } from '../dataset/index.ts';
import { freeze } from './freeze.ts';
import { joined } from './join.ts';
import { lineageOf } from './lineage.ts';
import { appended, mixed, sampled } from './pick-rows.ts';
import { keepInTest, splitCombined } from './split-combined.ts';

type NamedRoles = NonNullable<CombineRequest['roles']>;

const BATCH = 2000;
const READ = 1000;

/** A row of a dataset that is made, and which part it comes from. */
export interface Picked {
  readonly part: number;
  readonly cells: Cells;
  /** Of the row in its part; of a join `test` where one of both is in it. */
  readonly split: Split | null;
}

/** One of the datasets that are combined. */
export interface Part {
  readonly key: number;
  readonly dataset: Dataset;
  /** Rows by number, read in batches, so that the walk may write. */
  walk(): Iterable<StoredRow>;
}

/** How a combination goes about it: its columns and roles, and its rows one at a time. */
export interface Recipe {
  readonly columns: readonly string[];
  readonly roles: Roles;
  rows(): Iterable<Picked>;
  /** Told when all rows were taken. */
  readonly counts?: () => Pick<CombineReport, 'unmatched' | 'repeatedKeys'>;
}

/**
 * Makes a new dataset of others, writes down what it is made of, and splits and freezes it where a version is wanted. Of
 * the splits of the others the test alone is kept: equal texts of two datasets would stand in two. Rows that cannot be
 * split are frozen without splits; a combination that fails or is cancelled leaves nothing.
 */
export function combine(request: CombineRequest, tools: WorkTools, atMs: number): CombineReport {
  const { tested, ...combined } = combineRows(request, tools, atMs);
  const { db } = tools;
  const datasetId = combined.dataset.id;
  const report = { ...combined, keptInTest: tested.length, notSplit: null, version: null };
  const dataset = () => datasetTable(db).dataset(datasetId);
  try {
    if (request.version === undefined) {
      keepInTest(db, datasetId, tested, atMs);
      return { ...report, dataset: dataset() };
    }
    const notSplit = splitCombined({ datasetId, tested, wanted: request.split, atMs }, tools);
    if (notSplit !== null) keepInTest(db, datasetId, tested, atMs);
    const version = freeze({ datasetId, name: request.version }, tools, atMs);
    return { ...report, dataset: dataset(), notSplit, version };
  } catch (error) {
    datasetTable(db).remove(datasetTable(db).key(datasetId));
    throw error;
  }
}

type Combined = Omit<CombineReport, 'version' | 'notSplit' | 'keptInTest'> & {
  /** Numbers of the rows that stand in the test of a part. */
  readonly tested: Uint32Array;
};

function combineRows(request: CombineRequest, tools: WorkTools, atMs: number): Combined {
  const { name, of, originColumn } = request;
  const { db, progress } = tools;
  const datasets = datasetTable(db);
  const visited = { done: 0, total: 0 };
  const parts = idsOf(of).map(id => partOf(db, id, () => progress({ ...visited, done: ++visited.done })));
  visited.total = parts.reduce((sum, { dataset }) => sum + dataset.rowCount, 0);
  const recipe = recipeOf(db, of, parts);
  const columns = withOrigin(recipe.columns, originColumn);
  const roles = rolesOf(name, columns.all, recipe.roles, request.roles);

  const id = newId('ds') as DatasetId;
  const hashes = parts.map(({ dataset }) => dataset.sourceSha256).join('\n');
  const key = datasets.insert({
    id,
    name,
    columns: [...columns.all],
    roles,
    // No hash of a file: its sources are those of its parts.
    sourceSha256: `combined:${createHash('sha256').update(JSON.stringify(of)).update(hashes).digest('hex')}`,
    sourceName: parts.map(({ dataset }) => dataset.name).join(' + '),
    createdAtMs: atMs,
  });
  try {
    const { taken, tested } = store(db, key, { recipe, labels: roles.label }, row => ({
      ...row.cells,
      ...(columns.origin !== undefined && { [columns.origin]: parts[row.part]?.dataset.name ?? '' }),
    }));
    const origin: DatasetOrigin = {
      combination: of,
      parts: parts.map(({ dataset: { id, name, sourceSha256, rowCount } }, part) => ({
        datasetId: id,
        name,
        sourceSha256,
        rows: rowCount,
        taken: taken[part] ?? 0,
        parent: lineageOf(db, id).parent,
      })),
      atMs,
    };
    db.transaction(() => {
      originTable(db).insert(key, origin);
      datasets.complete(key, columns.all, roles);
      for (const { dataset } of parts) sourceTable(db).copyTo(dataset.id, id);
    })();
    const counts = recipe.counts?.() ?? { unmatched: 0, repeatedKeys: 0 };
    return { dataset: datasets.dataset(id), origin, tested, ...counts };
  } catch (error) {
    datasets.remove(key);
    throw error;
  }
}

function idsOf(of: Combination): DatasetId[] {
  if (of.kind === 'sample') return [of.datasetId];
  return of.kind === 'join' ? [of.left, of.right] : of.parts.map(({ datasetId }) => datasetId);
}

function partOf(db: Database, id: DatasetId, onRow: () => void): Part {
  const datasets = datasetTable(db);
  const rows = rowTable(db);
  const key = datasets.key(id);
  return {
    key,
    dataset: datasets.dataset(id),
    *walk() {
      for (let after = 0; ; ) {
        const batch = rows.batch(key, after, READ);
        if (batch.length === 0) return;
        for (const row of batch) {
          onRow();
          yield row;
        }
        after = batch.at(-1)?.row ?? after;
      }
    },
  };
}

function recipeOf(db: Database, of: Combination, parts: readonly Part[]): Recipe {
  const [first, second] = parts as [Part, Part];
  switch (of.kind) {
    case 'append':
      return appended(parts);
    case 'mix':
      return mixed(parts, of);
    case 'sample':
      return sampled(first, of);
    case 'join':
      return joined(db, first, second, of);
  }
}

/** The roles of the recipe, and in their place those that a person chose. */
function rolesOf(dataset: string, columns: readonly string[], suggested: Roles, chosen: NamedRoles = {}): Roles {
  const named = Object.entries(chosen).filter(([, column]) => column !== undefined);
  for (const [, column = ''] of named) {
    if (columns.includes(column)) continue;
    throw new LuthierError('versions.no_column', { dataset, column, columns: columns.join(', ') });
  }
  return { ...suggested, ...Object.fromEntries(named) };
}

interface ToStore {
  readonly recipe: Recipe;
  /** The column of labels. */
  readonly labels: string | undefined;
}

/** Stores the rows; returns how many came from each part, and which are in the test there. */
function store(db: Database, key: number, { recipe, labels }: ToStore, cellsOf: (row: Picked) => Cells) {
  const rows = rowTable(db);
  const taken: number[] = [];
  const tested: number[] = [];
  let last = 0;
  const flush = db.transaction((batch: readonly Picked[]): void => {
    for (const row of batch) {
      const cells = cellsOf(row);
      rows.insert(key, ++last, cells, labelOf(cells, labels));
      if (row.split === 'test') tested.push(last);
      taken[row.part] = (taken[row.part] ?? 0) + 1;
    }
  });
  let batch: Picked[] = [];
  for (const row of recipe.rows()) {
    if (batch.push(row) < BATCH) continue;
    flush(batch);
    batch = [];
  }
  flush(batch);
  if (last === 0) throw new LuthierError('dataset.too_small', { rows: 0, purpose: 'a dataset', needed: 1 });
  return { taken, tested: Uint32Array.from(tested) };
}

function withOrigin(columns: readonly string[], wanted: string | undefined) {
  if (wanted === undefined) return { all: columns, origin: undefined };
  const origin = uniqueNames([...columns, wanted]).at(-1) as string;
  return { all: [...columns, origin], origin };
}
