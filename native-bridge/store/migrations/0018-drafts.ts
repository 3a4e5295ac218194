import type { Migration } from '../migrate.ts';

export const drafts: Migration = {
  name: '0018-drafts',
  up: `
    -- What a person wrote and has neither saved nor discarded, in the order it was begun. No column: the whole row.
    -- before is what stood there when the writing began.
    CREATE TABLE drafts (
      key         INTEGER PRIMARY KEY,
      dataset     INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      row         INTEGER NOT NULL,
      column_name TEXT,
      text        TEXT NOT NULL,
      before      TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX drafts_place ON drafts (dataset, row, column_name IS NULL, ifnull(column_name, ''));
  `,
};
