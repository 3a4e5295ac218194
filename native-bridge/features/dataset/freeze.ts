import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { type DatasetId, type DatasetVersion, LuthierError, type VersionHash } from '../../contract/index.ts';
import { writeAtomically } from '../../core/files.ts';
import { datasetTable } from '../../store/datasets.ts';
import { rowTable, type StoredRow } from '../../store/rows.ts';
import { versionTable } from '../../store/versions.ts';
import { checkLabels, leaksOf } from './split-dataset.ts';

export interface FreezeRequest {
  readonly datasetId: DatasetId;
  readonly name: string;
  readonly acceptLeaks: boolean;
}

/**
 * Writes the rows that have a split as one immutable Parquet file named by its hash, and beside it what it is. The same
 * rows always give the same bytes, so freezing twice gives one version.
 *
 * Throws `dataset.not_split`, and `dataset.leaks` unless the leaks are accepted.
 */
export function freeze(db: Database, project: string, request: FreezeRequest, atMs: number): DatasetVersion {
  const datasets = datasetTable(db);
  const dataset = datasets.dataset(request.datasetId);
  checkLabels(dataset);
  for (const split of ['train', 'test'] as const) {
    if (dataset.splitSizes[split] === 0) throw new LuthierError('dataset.not_split', { dataset: dataset.name, split });
  }
  const leaks = leaksOf(db, request.datasetId);
  if (leaks.leakedRows > 0 && !request.acceptLeaks) {
    const reason = `${leaks.equalTexts} equal texts, ${leaks.sharedGroups} shared groups`;
    throw new LuthierError('dataset.leaks', { rows: leaks.leakedRows, reason });
  }

  const rows = [...rowTable(db).each(datasets.key(request.datasetId))].filter(row => row.split !== null);
  const bytes = toParquet(rows, dataset.columns);
  const hash = createHash('sha256').update(bytes).digest('hex') as VersionHash;
  const version: DatasetVersion = {
    hash,
    datasetId: request.datasetId,
    name: request.name,
    path: `versions/${hash}.parquet`,
    rowCount: rows.length,
    splitSizes: dataset.splitSizes,
    columns: dataset.columns,
    roles: dataset.roles,
    labels: [...new Set(rows.map(({ label }) => label as string))].sort(),
    leakedRows: leaks.leakedRows,
    createdAtMs: atMs,
  };
  mkdirSync(join(project, 'versions'), { recursive: true });
  writeAtomically(join(project, version.path), bytes);
  writeAtomically(join(project, 'versions', `${hash}.json`), `${JSON.stringify(version, null, 2)}\n`);
  versionTable(db).insert(version);
  return versionTable(db).version(hash);
}

/** `row` and `split` first, then every column as text: what a job reads never depends on a guessed type. */
function toParquet(rows: readonly StoredRow[], columns: readonly string[]): Uint8Array {
  const own = columns.filter(column => column !== 'row' && column !== 'split');
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'row', data: rows.map(({ row }) => BigInt(row)), type: 'INT64', nullable: false },
      { name: 'split', data: rows.map(({ split }) => split as string), type: 'STRING', nullable: false },
      ...own.map(name => ({
        name,
        data: rows.map(({ cells }) => {
          const cell = cells[name];
          return cell === null || cell === undefined ? null : String(cell);
        }),
        type: 'STRING' as const,
        nullable: true,
      })),
    ],
    createdBy: 'luthier',
  });
  return new Uint8Array(buffer);
}
