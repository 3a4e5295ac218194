import type { Migration } from '../migrate.ts';

export const roleChanges: Migration = {
  name: '0015-role-changes',
  up: `
    -- The parts of the columns as a change gave them to the dataset, and those before. It is about the rows up to last_row:
    -- those that were added later have never had other parts.
    CREATE TABLE role_changes (
      change   INTEGER PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE,
      before   TEXT NOT NULL CHECK (json_valid(before)),
      after    TEXT NOT NULL CHECK (json_valid(after)),
      last_row INTEGER NOT NULL
    ) STRICT;
  `,
};
