import type { Migration } from '../migrate.ts';

export const names: Migration = {
  name: '0012-names',
  up: `
    -- Columns whose texts were looked through for names of people.
    CREATE TABLE named_columns (
      key         INTEGER PRIMARY KEY,
      dataset     INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      column_name TEXT NOT NULL,
      UNIQUE (dataset, column_name)
    ) STRICT;

    -- stamp names the text that was looked through: where the row has another one, this says nothing of it. spans are
    -- the places of the names in UTF-16 units, one start and one end after the other.
    CREATE TABLE row_names (
      named_column INTEGER NOT NULL REFERENCES named_columns (key) ON DELETE CASCADE,
      row          INTEGER NOT NULL,
      stamp        TEXT NOT NULL,
      spans        TEXT NOT NULL CHECK (json_valid(spans)),
      PRIMARY KEY (named_column, row)
    ) STRICT, WITHOUT ROWID;
  `,
};
