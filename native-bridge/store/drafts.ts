import type { Database } from 'better-sqlite3';
import type { Draft, DraftPlace } from '../contract/index.ts';

export type DraftTable = ReturnType<typeof draftTable>;

/** What people wrote into cells, or as whole rows, and have neither saved nor discarded. */
export function draftTable(db: Database) {
  const ofDataset = db.prepare<[number], Draft>(
    'SELECT row, column_name AS column, text, before AS "from" FROM drafts WHERE dataset = ? ORDER BY key',
  );
  const keep = db.prepare<[Draft & { dataset: number }]>(
    `INSERT INTO drafts (dataset, row, column_name, text, before) VALUES (@dataset, @row, @column, @text, @from)
     ON CONFLICT (dataset, row, column_name IS NULL, ifnull(column_name, ''))
     DO UPDATE SET text = excluded.text, before = excluded.before`,
  );
  const drop = db.prepare<[DraftPlace & { dataset: number }]>(
    'DELETE FROM drafts WHERE dataset = @dataset AND row = @row AND column_name IS @column',
  );

  return {
    /** In the order in which they were begun. */
    ofDataset: (dataset: number): Draft[] => ofDataset.all(dataset),
    keep: (dataset: number, draft: Draft): void => void keep.run({ dataset, ...draft }),
    drop: (dataset: number, { row, column }: DraftPlace): void => void drop.run({ dataset, row, column }),
  };
}
