import type { Migration } from '../migrate.ts';

export const versionLineage: Migration = {
  name: '0005-versions',
  up: `
    ALTER TABLE versions ADD COLUMN accepted_leaks TEXT;
    ALTER TABLE versions ADD COLUMN parent TEXT;
    ALTER TABLE versions ADD COLUMN recipe TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(recipe));
    ALTER TABLE versions ADD COLUMN up_to_change INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE versions ADD COLUMN size_bytes INTEGER NOT NULL DEFAULT 0;

    -- Which change brought the rows back to which version: from there on that version is the parent.
    CREATE TABLE restores (
      change INTEGER PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE,
      hash   TEXT NOT NULL
    ) STRICT;

    -- What a dataset that was combined from others is made of.
    CREATE TABLE origins (
      dataset INTEGER PRIMARY KEY REFERENCES datasets (key) ON DELETE CASCADE,
      origin  TEXT NOT NULL CHECK (json_valid(origin))
    ) STRICT;
  `,
};
