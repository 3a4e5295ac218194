import type { Migration } from '../migrate.ts';

export const searchAndMarks: Migration = {
  name: '0002-search-and-marks',
  up: `
    ALTER TABLE rows ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));
    -- Tags with a space before and after each, so that one is found by LIKE; null when there is none.
    ALTER TABLE rows ADD COLUMN tags TEXT;
    ALTER TABLE rows ADD COLUMN note TEXT;

    -- Counts by split and label, and the rows that were taken out, without reading a cell.
    CREATE INDEX rows_by_part ON rows (dataset, removed, split, label);

    -- The words of all cells. The rowid is dataset * 2^32 + row; Chinese and its neighbours stand in as pairs of
    -- characters, see store/search-text.ts.
    CREATE VIRTUAL TABLE words USING fts5 (
      text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
    );
    -- How far the words of a dataset are in: all rows up to this one, but those below.
    CREATE TABLE words_upto (
      dataset INTEGER PRIMARY KEY REFERENCES datasets (key) ON DELETE CASCADE,
      row     INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE words_behind (
      dataset INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      row     INTEGER NOT NULL,
      PRIMARY KEY (dataset, row)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER words_fall_behind AFTER UPDATE OF cells ON rows WHEN old.cells IS NOT new.cells BEGIN
      INSERT OR IGNORE INTO words_behind (dataset, row) VALUES (new.dataset, new.row);
    END;
  `,
};
