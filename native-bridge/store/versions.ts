import type { Database } from 'better-sqlite3';
import { DatasetVersion, LuthierError, type VersionHash } from '../contract/index.ts';

const COLUMNS = `hash, dataset_id AS datasetId, name, path, row_count AS rowCount, split_sizes AS splitSizes, columns,
  kinds, roles, labels, leaked_rows AS leakedRows, accepted_leaks AS acceptedLeaks, parent, recipe, origin,
  split_plan AS splitPlan, sources, up_to_change AS upToChange, size_bytes AS sizeBytes, created_at_ms AS createdAtMs`;

export type VersionTable = ReturnType<typeof versionTable>;

/** The index of frozen versions. `versions/<hash>.json` beside each Parquet file says the same. */
export function versionTable(db: Database) {
  const all = db.prepare<[], Line>(`SELECT ${COLUMNS} FROM versions ORDER BY created_at_ms DESC, hash`);
  const byHash = db.prepare<[string], Line>(`SELECT ${COLUMNS} FROM versions WHERE hash = ?`);
  const insert = db.prepare(
    `INSERT INTO versions (hash, dataset_id, name, path, row_count, split_sizes, columns, kinds, roles, labels, leaked_rows,
       accepted_leaks, parent, recipe, origin, split_plan, sources, up_to_change, size_bytes, created_at_ms)
     VALUES (@hash, @datasetId, @name, @path, @rowCount, @splitSizes, @columns, @kinds, @roles, @labels, @leakedRows,
       @acceptedLeaks, @parent, @recipe, @origin, @splitPlan, @sources, @upToChange, @sizeBytes, @createdAtMs)
     ON CONFLICT (hash) DO UPDATE SET name = excluded.name`,
  );
  const rename = db.prepare('UPDATE versions SET name = ? WHERE hash = ?');
  const insertRestore = db.prepare('INSERT INTO restores (change, hash) VALUES (?, ?)');
  const restores = db.prepare<[number], { change: number; hash: VersionHash }>(
    `SELECT change, hash FROM restores JOIN changes ON changes.id = change
     WHERE dataset = ? AND undone = 0 ORDER BY change DESC`,
  );

  const version = (hash: VersionHash): DatasetVersion => {
    const line = byHash.get(hash);
    if (line === undefined) throw new LuthierError('dataset.version_not_found', { hash: hash.slice(0, 12) });
    return toVersion(line);
  };
  return {
    versions: (): DatasetVersion[] => all.all().map(toVersion),
    version,
    /** The same state of a dataset is the same version: it takes the newer name and keeps where it came from. */
    insert: (version: DatasetVersion): void => {
      const { splitSizes, columns, kinds, roles, labels, recipe, origin, splitPlan, sources } = version;
      insert.run({
        ...version,
        splitSizes: JSON.stringify(splitSizes),
        columns: JSON.stringify(columns),
        kinds: JSON.stringify(kinds),
        roles: JSON.stringify(roles),
        labels: JSON.stringify(labels),
        recipe: JSON.stringify(recipe),
        origin: origin === null ? null : JSON.stringify(origin),
        splitPlan: splitPlan === null ? null : JSON.stringify(splitPlan),
        sources: JSON.stringify(sources),
      });
    },
    rename: (hash: VersionHash, name: string): DatasetVersion => {
      rename.run(name, hash);
      return version(hash);
    },
    addRestore: (change: number, hash: VersionHash): void => void insertRestore.run(change, hash),
    /** The newest change of a dataset that stands and brought back a version. */
    lastRestore: (dataset: number) => restores.get(dataset),
  };
}

type Line = Record<'splitSizes' | 'columns' | 'kinds' | 'roles' | 'labels' | 'recipe' | 'sources', string> & {
  readonly origin: string | null;
  readonly splitPlan: string | null;
};

function toVersion(line: Line): DatasetVersion {
  const { splitSizes, columns, kinds, roles, labels, recipe, origin, splitPlan, sources, ...rest } = line;
  return DatasetVersion.parse({
    ...rest,
    splitSizes: JSON.parse(splitSizes),
    columns: JSON.parse(columns),
    kinds: JSON.parse(kinds),
    roles: JSON.parse(roles),
    labels: JSON.parse(labels),
    recipe: JSON.parse(recipe),
    origin: origin === null ? null : JSON.parse(origin),
    splitPlan: splitPlan === null ? null : JSON.parse(splitPlan),
    sources: JSON.parse(sources),
  });
}
