import type { Migration } from '../migrate.ts';

export const testSplit: Migration = {
  name: '0010-test-split',
  up: `
    -- How a change split the rows. Once that change is undone, the plan before it is the last one again.
    CREATE TABLE split_plans (
      change INTEGER PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE,
      plan   TEXT NOT NULL CHECK (json_valid(plan))
    ) STRICT;

    -- Rows that have changed since the test split was locked, with their cells then; null for one that was not in it.
    CREATE TABLE test_rows_before (
      dataset INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      row     INTEGER NOT NULL,
      cells   TEXT,
      PRIMARY KEY (dataset, row)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER rows_change_test AFTER UPDATE OF cells, split, removed ON rows
      WHEN ((old.split IS 'test' AND old.removed = 0) OR (new.split IS 'test' AND new.removed = 0))
        AND (old.split IS NOT new.split OR old.removed IS NOT new.removed OR old.cells IS NOT new.cells) BEGIN
        INSERT OR IGNORE INTO test_rows_before (dataset, row, cells)
          SELECT old.dataset, old.row, CASE WHEN old.split IS 'test' AND old.removed = 0 THEN old.cells END;
      END;

    -- Files with rows of a test split. By the public id: the use of a version's test outlives its dataset.
    CREATE TABLE test_exports (
      id         INTEGER PRIMARY KEY AUTOINCREMENT,
      dataset_id TEXT NOT NULL,
      hash       TEXT,
      file       TEXT NOT NULL,
      at_ms      INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX test_exports_by_dataset ON test_exports (dataset_id);
  `,
};
