import type { Migration } from '../migrate.ts';

export const tallies: Migration = {
  name: '0007-tallies',
  up: `
    -- How many rows of a split and a label there are, '' where a row has none: known at once however long the texts are.
    -- Whoever inserts rows adds to it (store/tallies.ts); a trigger for every row of an import would cost a third of it.
    CREATE TABLE tallies (
      dataset INTEGER NOT NULL REFERENCES datasets (key) ON DELETE CASCADE,
      split   TEXT NOT NULL,
      label   TEXT NOT NULL,
      rows    INTEGER NOT NULL,
      PRIMARY KEY (dataset, split, label)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO tallies (dataset, split, label, rows)
      SELECT dataset, coalesce(split, ''), coalesce(label, ''), count(*) FROM rows WHERE removed = 0 GROUP BY 1, 2, 3;

    CREATE TRIGGER rows_change_tallies AFTER UPDATE OF split, label, removed ON rows
      WHEN old.split IS NOT new.split OR old.label IS NOT new.label OR old.removed IS NOT new.removed BEGIN
        UPDATE tallies SET rows = rows - 1
          WHERE old.removed = 0 AND dataset = old.dataset AND split = coalesce(old.split, '')
            AND label = coalesce(old.label, '');
        INSERT INTO tallies (dataset, split, label, rows)
          SELECT new.dataset, coalesce(new.split, ''), coalesce(new.label, ''), 1 WHERE new.removed = 0
          ON CONFLICT DO UPDATE SET rows = rows + 1;
      END;

    -- It held every row for the sake of these counts; what is looked up by it are the few, or the split, ones.
    DROP INDEX rows_by_part;
    CREATE INDEX rows_by_split ON rows (dataset, split) WHERE split IS NOT NULL;
    CREATE INDEX rows_removed ON rows (dataset) WHERE removed = 1;
  `,
};
