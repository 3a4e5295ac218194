import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import {
  type Dataset,
  type DatasetVersion,
  type FreezeRequest,
  type LeakReport,
  LuthierError,
  type Split,
  type VersionHash,
} from '../../contract/index.ts';
import { writeAtomically } from '../../core/files.ts';
import { WholeFile } from '../../core/whole-file.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { originTable } from '../../store/origins.ts';
import { rowTable } from '../../store/rows.ts';
import { versionTable } from '../../store/versions.ts';
import type { WorkTools } from '../../store/work.ts';
import { leaksOf } from '../splits/index.ts';
import { KindFinder } from './cell-kinds.ts';
import { lineageOf } from './lineage.ts';
import { ParquetRows } from './parquet-file.ts';

const TOLD_EVERY = 1000;

/**
 * Writes the rows that have a split as one immutable Parquet file named by its hash, and beside it what it is. The same
 * rows of a dataset with the same parts and leaks always give the same bytes, so freezing twice gives one version.
 *
 * Throws `dataset.not_split`, `versions.row_without_label`, and `dataset.leaks` unless a reason accepts them.
 */
export function freeze(request: FreezeRequest, tools: WorkTools, atMs: number): DatasetVersion {
  const { db, project, progress } = tools;
  const key = datasetTable(db).key(request.datasetId);
  const stamp = changeLog(db).stamp(key);
  checkSplit(datasetTable(db).dataset(request.datasetId));
  const leaks = leaksOf(db, request.datasetId, progress);
  if (leaks.leakedRows > 0 && request.acceptLeaks === undefined) throw leaking(leaks);

  const { leakedRows } = leaks;
  const acceptedLeaks = leakedRows > 0 ? (request.acceptLeaks?.reason ?? null) : null;
  using file = new WholeFile(join(project, 'versions'));
  // One transaction, so that counts and rows are of one moment, and of the one that was looked at for leaks.
  const written = db.transaction(() => {
    if (changeLog(db).stamp(key) !== stamp) return null;
    const dataset = datasetTable(db).dataset(request.datasetId);
    const { columns, roles } = dataset;
    const origin = originTable(db).origin(key);
    const lineage = lineageOf(db, request.datasetId);
    const meaning = { datasetId: request.datasetId, roles, leakedRows, acceptedLeaks };
    const parquet = new ParquetRows(file, columns, { meaning });
    return { ...writeRows(db, dataset, parquet, progress), columns, roles, origin, ...lineage };
  })();
  if (written === null) return freeze(request, tools, atMs);

  const hash = file.end() as VersionHash;
  const version: DatasetVersion = {
    hash,
    datasetId: request.datasetId,
    name: request.name,
    path: `versions/${hash}.parquet`,
    leakedRows,
    acceptedLeaks,
    sizeBytes: file.sizeBytes,
    createdAtMs: atMs,
    ...written,
  };
  file.commit(join(project, version.path));
  return keep(db, project, version);
}

function checkSplit({ name, splitSizes }: Dataset): void {
  for (const split of ['train', 'test'] as const) {
    if (splitSizes[split] === 0) throw new LuthierError('dataset.not_split', { dataset: name, split });
  }
}

function leaking({ leakedRows, equalTexts, nearTexts, sharedGroups }: LeakReport): LuthierError {
  const reason = `${equalTexts} equal texts, ${nearTexts} nearly equal texts, ${sharedGroups} shared groups`;
  return new LuthierError('dataset.leaks', { rows: leakedRows, reason });
}

function writeRows(db: Database, dataset: Dataset, parquet: ParquetRows, progress: WorkTools['progress']) {
  const { splitSizes, roles } = dataset;
  const total = splitSizes.train + splitSizes.validation + splitSizes.test;
  const labels = new Set<string>();
  const finder = new KindFinder();
  const sizes: Record<Split, number> = { train: 0, validation: 0, test: 0 };
  let done = 0;
  for (const { row, split, label, cells } of rowTable(db).each(datasetTable(db).key(dataset.id))) {
    if (split === null) continue;
    if (label !== null) labels.add(label);
    else if (roles.label !== undefined) {
      throw new LuthierError('versions.row_without_label', { row, dataset: dataset.name }, { row });
    }
    parquet.add({ row, split, cells });
    finder.see(cells);
    sizes[split]++;
    if (++done % TOLD_EVERY === 0) progress({ done, total });
  }
  parquet.end();
  return { rowCount: done, splitSizes: sizes, labels: [...labels].sort(), kinds: finder.kinds };
}

/** The same version may be there already: it keeps where it came from and takes the name. */
function keep(db: Database, project: string, version: DatasetVersion): DatasetVersion {
  const table = versionTable(db);
  table.insert(version);
  const kept = table.version(version.hash);
  describe(project, kept);
  return kept;
}

/** Writes what a version is beside its file, so that the index can be made anew from the folder. */
export function describe(project: string, version: DatasetVersion): void {
  writeAtomically(join(project, 'versions', `${version.hash}.json`), `${JSON.stringify(version, null, 2)}\n`);
}
