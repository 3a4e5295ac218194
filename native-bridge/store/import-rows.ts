import type { Database } from 'better-sqlite3';
import type { Split } from '../contract/index.ts';
import type { Cells } from './rows.ts';

/** Rows as an import brings them: each list has one entry a row. */
export interface NewRows {
  /** JSON objects. */
  readonly cells: readonly string[];
  readonly labels: readonly (string | null)[];
  readonly splits: readonly (Split | null)[];
}

/** Rows of one statement: a call a row takes twice as long. */
const TOGETHER = 100;
const RELABELLED = 5000;

/** What an import writes into `rows`, and nobody else. */
export function importRows(db: Database) {
  const insertOf = (rows: number) =>
    db.prepare(
      `INSERT INTO rows (dataset, row, cells, label, split) VALUES ${Array(rows).fill('(?, ?, ?, ?, ?)').join(', ')}`,
    );
  const insertMany = insertOf(TOGETHER);
  const insertOne = insertOf(1);
  const after = db.prepare<[number, number, number], { row: number; cells: string }>(
    'SELECT row, cells FROM rows WHERE dataset = ? AND row > ? ORDER BY row LIMIT ?',
  );
  const setLabel = db.prepare('UPDATE rows SET label = ? WHERE dataset = ? AND row = ? AND label IS NOT ?');

  return {
    /** Numbers the rows from `first` on. */
    insert: (dataset: number, first: number, { cells, labels, splits }: NewRows): void => {
      const values = (from: number, to: number): unknown[] => {
        const flat: unknown[] = [];
        for (let at = from; at < to; at += 1) flat.push(dataset, first + at, cells[at], labels[at], splits[at]);
        return flat;
      };
      let at = 0;
      for (; at + TOGETHER <= cells.length; at += TOGETHER) insertMany.run(values(at, at + TOGETHER));
      for (; at < cells.length; at += 1) insertOne.run(values(at, at + 1));
    },
    /** Sets the label of every row, a part at a time. */
    relabel: (dataset: number, labelOf: (cells: Cells) => string | null): void => {
      const part = db.transaction((rows: readonly { row: number; cells: string }[]) => {
        for (const { row, cells } of rows) {
          const label = labelOf(JSON.parse(cells));
          setLabel.run(label, dataset, row, label);
        }
      });
      for (let row = 0; ; ) {
        const rows = after.all(dataset, row, RELABELLED);
        if (rows.length === 0) return;
        part(rows);
        row = rows.at(-1)?.row ?? row;
      }
    },
  };
}
