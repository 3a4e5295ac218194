import type { Migration } from '../migrate.ts';

export const duplicates: Migration = {
  name: '0003-duplicates',
  up: `
    -- The last search for near duplicates of each dataset.
    CREATE TABLE duplicate_searches (
      dataset     INTEGER PRIMARY KEY REFERENCES datasets (key) ON DELETE CASCADE,
      column_name TEXT NOT NULL,
      threshold   REAL NOT NULL,
      rows        INTEGER NOT NULL,
      seconds     REAL NOT NULL,
      at_ms       INTEGER NOT NULL,
      -- How many changes stood when the rows were read, and the newest of them.
      changes     INTEGER NOT NULL,
      last_change INTEGER NOT NULL,
      -- Changes that removed what was found: the groups stay true with them and without them.
      removals    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(removals))
    ) STRICT;

    -- Groups are numbered from the largest down.
    CREATE TABLE duplicate_rows (
      dataset INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      place   INTEGER NOT NULL CHECK (place > 0),
      row     INTEGER NOT NULL,
      PRIMARY KEY (dataset, place, row)
    ) STRICT, WITHOUT ROWID;
  `,
};
