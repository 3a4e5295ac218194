import type { Database } from 'better-sqlite3';
import { asksTheSame, type DatasetId, Roles, type VersionHash } from '../contract/index.ts';
import { tallyTable } from './tallies.ts';

export interface TestExport {
  readonly datasetId: DatasetId;
  /** Null for an export of the rows as they were, not of a version. */
  readonly hash: VersionHash | null;
  readonly file: string;
  readonly atMs: number;
}

export type TestSplitTable = ReturnType<typeof testSplitTable>;

/** What happened to the test split of each dataset since it was made: rows that changed, and files that hold it. */
export function testSplitTable(db: Database) {
  const tallies = tallyTable(db);
  const forgetRows = db.prepare('DELETE FROM test_rows_before WHERE dataset = ?');
  const forgetRoles = db.prepare('DELETE FROM test_roles_before WHERE dataset = ?');
  // CROSS: SQLite would walk over all rows and look each up among the few that changed.
  const changed = db
    .prepare<[number], number>(
      `SELECT count(*) FROM test_rows_before AS before CROSS JOIN rows USING (dataset, row)
       WHERE dataset = ? AND CASE WHEN before.cells IS NULL THEN removed = 0 AND split IS 'test'
         ELSE removed = 1 OR split IS NOT 'test' OR rows.cells IS NOT before.cells END`,
    )
    .pluck();
  const gone = db
    .prepare<[number], number>(
      `SELECT count(*) FROM test_rows_before AS before CROSS JOIN rows USING (dataset, row)
       WHERE dataset = ? AND before.cells IS NOT NULL AND (removed = 1 OR split IS NOT 'test')`,
    )
    .pluck();
  const roles = db.prepare<[number], { before: string; now: string }>(
    `SELECT before.roles AS before, datasets.roles AS now
     FROM test_roles_before AS before JOIN datasets ON key = dataset WHERE dataset = ?`,
  );
  const hasMore = db
    .prepare<[number, number], number>('SELECT 1 FROM test_rows_before WHERE dataset = ? LIMIT 1 OFFSET ?')
    .pluck();
  const insert = db.prepare(
    'INSERT INTO test_exports (dataset_id, hash, file, at_ms) VALUES (@datasetId, @hash, @file, @atMs)',
  );
  const ofDataset = db.prepare<[string], TestExport & { readonly id: number }>(
    'SELECT id, dataset_id AS datasetId, hash, file, at_ms AS atMs FROM test_exports WHERE dataset_id = ?',
  );

  return {
    /** The test split as it is: what changes from here on is counted. */
    lock: (dataset: number): void => {
      forgetRows.run(dataset);
      forgetRoles.run(dataset);
    },
    /**
     * Rows that are not in the test as they were when it was locked; one that was brought back does not count. Where
     * other columns say what is asked and answered, that is every row.
     */
    changed: (dataset: number): number => {
      const parts = roles.get(dataset);
      if (parts === undefined || asksTheSame(rolesIn(parts.before), rolesIn(parts.now)))
        return changed.get(dataset) ?? 0;
      const inTest = tallies.of(dataset).filter(({ split }) => split === 'test');
      return inTest.reduce((total, { rows }) => total + rows, gone.get(dataset) ?? 0);
    },
    /** Whether more rows than this have to be looked at to tell how many changed. */
    hasMore: (dataset: number, rows: number): boolean => hasMore.get(dataset, rows) !== undefined,
    addExport: (exported: TestExport): void => void insert.run(exported),
    exports: (datasetId: DatasetId) => ofDataset.all(datasetId),
  };
}

function rolesIn(json: string): Roles {
  return Roles.parse(JSON.parse(json));
}
