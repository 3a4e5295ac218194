import type { Migration } from '../migrate.ts';

export const testParts: Migration = {
  name: '0016-test-parts',
  up: `
    -- The parts of the columns when the test split was locked, where they have been changed since: other parts make
    -- another test of the same cells.
    CREATE TABLE test_roles_before (
      dataset INTEGER PRIMARY KEY REFERENCES datasets (key) ON DELETE CASCADE,
      roles   TEXT NOT NULL CHECK (json_valid(roles))
    ) STRICT;
    CREATE TRIGGER roles_change_test AFTER UPDATE OF roles ON datasets
      WHEN old.complete = 1 AND old.roles IS NOT new.roles BEGIN
        INSERT OR IGNORE INTO test_roles_before (dataset, roles) VALUES (old.key, old.roles);
      END;
  `,
};
