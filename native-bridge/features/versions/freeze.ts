import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import {
  type Dataset,
  type DatasetId,
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
import { sourceTable } from '../../store/sources.ts';
import { versionTable } from '../../store/versions.ts';
import type { WorkTools } from '../../store/work.ts';
import { lastSplitOf, leaksOf } from '../splits/index.ts';
import { KindFinder } from './cell-kinds.ts';
import { lineageOf } from './lineage.ts';
import { ParquetRows } from './parquet-file.ts';

const TOLD_EVERY = 1000;

/**
 * Writes the rows of a dataset, in their splits or in none, as one immutable Parquet file named by its hash, and beside
 * it what it is. What the rows mean stands in the file too: of which dataset they are, the parts of the columns, what
 * leaks and why that was accepted. So freezing the same state twice gives one version, and two datasets of the same rows
 * give two.
 *
 * Throws `versions.row_without_label`, and `dataset.leaks` unless a reason accepts them.
 */
export function freeze(request: FreezeRequest, tools: WorkTools, atMs: number): DatasetVersion {
  const { db, project, progress } = tools;
  const key = datasetTable(db).key(request.datasetId);
  const stamp = changeLog(db).stamp(key);
  const leaks = leaksBetween(db, request.datasetId, progress);
  if (leaks !== null && request.acceptLeaks === undefined) throw leaking(leaks);
  const leak = {
    leakedRows: leaks?.leakedRows ?? 0,
    acceptedLeaks: leaks === null ? null : (request.acceptLeaks?.reason ?? null),
  };

  using file = new WholeFile(join(project, 'versions'));
  // One transaction, so that counts and rows are of one moment, and of the one that was looked at for leaks.
  const written = db.transaction(() => {
    if (changeLog(db).stamp(key) !== stamp) return null;
    const dataset = datasetTable(db).dataset(request.datasetId);
    const { columns, roles } = dataset;
    const origin = originTable(db).origin(key);
    const sources = sourceTable(db).ofDataset(request.datasetId);
    return {
      ...writeRows(db, dataset, file, leak, progress),
      columns,
      roles,
      origin,
      ...lineageOf(db, request.datasetId),
      splitPlan: lastSplitOf(db, request.datasetId)?.plan ?? null,
      sources: sources.map(({ name, sha256 }) => ({ name, sha256 })),
    };
  })();
  if (written === null) return freeze(request, tools, atMs);

  const hash = file.end() as VersionHash;
  const version: DatasetVersion = {
    hash,
    datasetId: request.datasetId,
    name: request.name ?? usualName(db, request.datasetId, hash),
    path: `versions/${hash}.parquet`,
    ...leak,
    sizeBytes: file.sizeBytes,
    createdAtMs: atMs,
    ...written,
  };
  file.commit(join(project, version.path));
  return keep(db, project, version);
}

/** What ties splits together; null when nothing does, as where there are no two of them. */
function leaksBetween(db: Database, datasetId: DatasetId, progress: WorkTools['progress']): LeakReport | null {
  const { splitSizes } = datasetTable(db).dataset(datasetId);
  if (Object.values(splitSizes).filter(rows => rows > 0).length < 2) return null;
  const leaks = leaksOf(db, datasetId, progress);
  return leaks.leakedRows > 0 ? leaks : null;
}

function leaking({ leakedRows, equalTexts, nearTexts, sharedGroups }: LeakReport): LuthierError {
  const facts = { rows: leakedRows, texts: equalTexts, near: nearTexts, groups: sharedGroups };
  return new LuthierError('dataset.leaks', facts);
}

type Leak = Pick<DatasetVersion, 'leakedRows' | 'acceptedLeaks'>;

function writeRows(db: Database, dataset: Dataset, file: WholeFile, leak: Leak, progress: WorkTools['progress']) {
  const { rowCount: total, roles } = dataset;
  const parquet = new ParquetRows(file, dataset.columns);
  const [labels, unsplit] = [new Set<string>(), new Set<string>()];
  const finder = new KindFinder();
  const sizes: Record<Split, number> = { train: 0, validation: 0, test: 0 };
  let done = 0;
  for (const { row, split, label, cells } of rowTable(db).each(datasetTable(db).key(dataset.id))) {
    if (label !== null) (split === null ? unsplit : labels).add(label);
    else if (roles.label !== undefined && split !== null) {
      throw new LuthierError('versions.row_without_label', { row, dataset: dataset.name }, { row });
    }
    parquet.add({ row, split, cells });
    finder.see(cells);
    if (split !== null) sizes[split]++;
    if (++done % TOLD_EVERY === 0) progress({ done, total });
  }
  const { kinds } = finder;
  parquet.end(JSON.stringify({ dataset: dataset.id, roles: sorted(roles), kinds: sorted(kinds), ...leak }));
  // What a training must know the names of; where there are no splits, what one could learn.
  const named = Object.values(sizes).some(rows => rows > 0) ? labels : unsplit;
  return { rowCount: done, splitSizes: sizes, labels: [...named].sort(), kinds };
}

/** The same in whichever order it was found. */
function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names are a dataset's own: each begins with v1. */
function usualName(db: Database, datasetId: DatasetId, hash: VersionHash): string {
  const known = versionTable(db)
    .versions()
    .filter(version => version.datasetId === datasetId);
  const same = known.find(version => version.hash === hash);
  if (same !== undefined) return same.name;
  const taken = new Set(known.map(({ name }) => name.toLowerCase()));
  let number = 1;
  while (taken.has(`v${number}`)) number++;
  return `v${number}`;
}

/** A version of the same state may be there already: it keeps where it came from and takes the name. */
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
