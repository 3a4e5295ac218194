import type { Database } from 'better-sqlite3';
import { DatasetVersion, LuthierError, type VersionHash } from '../contract/index.ts';

const COLUMNS = `hash, dataset_id AS datasetId, name, path, row_count AS rowCount, split_sizes AS splitSizes, columns,
  roles, labels, leaked_rows AS leakedRows, created_at_ms AS createdAtMs`;

export type VersionTable = ReturnType<typeof versionTable>;

/** The index of frozen versions. `versions/<hash>.json` beside each Parquet file says the same. */
export function versionTable(db: Database) {
  const all = db.prepare<[], Line>(`SELECT ${COLUMNS} FROM versions ORDER BY created_at_ms DESC, hash`);
  const byHash = db.prepare<[string], Line>(`SELECT ${COLUMNS} FROM versions WHERE hash = ?`);
  const insert = db.prepare(
    `INSERT INTO versions (hash, dataset_id, name, path, row_count, split_sizes, columns, roles, labels, leaked_rows,
       created_at_ms)
     VALUES (@hash, @datasetId, @name, @path, @rowCount, @splitSizes, @columns, @roles, @labels, @leakedRows,
       @createdAtMs)
     ON CONFLICT (hash) DO UPDATE SET name = excluded.name`,
  );
  return {
    versions: (): DatasetVersion[] => all.all().map(toVersion),
    version: (hash: VersionHash): DatasetVersion => {
      const line = byHash.get(hash);
      if (line === undefined) throw new LuthierError('dataset.version_not_found', { hash: hash.slice(0, 12) });
      return toVersion(line);
    },
    insert: (version: DatasetVersion): void => {
      const { splitSizes, columns, roles, labels } = version;
      insert.run({
        ...version,
        splitSizes: JSON.stringify(splitSizes),
        columns: JSON.stringify(columns),
        roles: JSON.stringify(roles),
        labels: JSON.stringify(labels),
      });
    },
  };
}

type Line = Record<'splitSizes' | 'columns' | 'roles' | 'labels', string>;

function toVersion(line: Line): DatasetVersion {
  const { splitSizes, columns, roles, labels, ...rest } = line;
  return DatasetVersion.parse({
    ...rest,
    splitSizes: JSON.parse(splitSizes),
    columns: JSON.parse(columns),
    roles: JSON.parse(roles),
    labels: JSON.parse(labels),
  });
}
