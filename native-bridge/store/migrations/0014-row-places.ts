import type { Migration } from '../migrate.ts';

export const rowPlaces: Migration = {
  name: '0014-row-places',
  up: `
    -- Where rows of an import came from, some thousand rows together: [{file, lines}], where lines are how far each row
    -- begins below the one before it (the first below line 0), and for how many rows that goes on.
    CREATE TABLE row_places (
      dataset   INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      first_row INTEGER NOT NULL,
      row_count INTEGER NOT NULL,
      places    TEXT NOT NULL CHECK (json_valid(places)),
      PRIMARY KEY (dataset, first_row)
    ) STRICT, WITHOUT ROWID;
  `,
};
