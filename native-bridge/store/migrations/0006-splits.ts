import type { Migration } from '../migrate.ts';

export const splits: Migration = {
  name: '0006-splits',
  up: `
    -- The last look for leaks in a dataset. stamp is that of its change log then: another one makes it stale.
    CREATE TABLE leak_checks (
      dataset INTEGER PRIMARY KEY REFERENCES datasets (key) ON DELETE CASCADE,
      stamp   TEXT NOT NULL,
      report  TEXT NOT NULL CHECK (json_valid(report)),
      at_ms   INTEGER NOT NULL
    ) STRICT;

    -- What it found: {rows, sizes} of the tied rows, some of each split.
    CREATE TABLE leaks (
      dataset INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      place   INTEGER NOT NULL,
      reason  TEXT NOT NULL CHECK (reason IN ('text', 'near', 'group')),
      tied    TEXT NOT NULL CHECK (json_valid(tied)),
      PRIMARY KEY (dataset, place)
    ) STRICT, WITHOUT ROWID;

    -- Near duplicates take long to find, and stay the same until a text does: pairs of row and group, 32 bits each.
    CREATE TABLE near_texts (
      dataset     INTEGER PRIMARY KEY REFERENCES datasets (key) ON DELETE CASCADE,
      fingerprint TEXT NOT NULL,
      pairs       BLOB NOT NULL
    ) STRICT;
  `,
};
