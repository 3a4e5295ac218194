import type { Database } from 'better-sqlite3';
import type { Split } from '../contract/index.ts';
import type { Coded } from './coded.ts';
import type { Cells } from './rows.ts';
import { tallyTable } from './tallies.ts';

/** Rows as an import brings them: each list has one entry a row. */
export interface NewRows {
  /** JSON objects. */
  readonly cells: readonly string[];
  readonly labels: Coded<string | null>;
  /** Null when none of the rows has one. */
  readonly splits: Coded<Split | null> | null;
}

/** Rows of one statement: a call a row takes twice as long. */
const TOGETHER = 200;
const RELABELLED = 5000;

/** What an import writes into `rows`, and nobody else. */
export function importRows(db: Database) {
  /**
   * What can be told of a row stands in the statement: binding a value costs as much as storing it. FAIL, because else
   * every statement keeps what it would need to be taken back on its own; a failed import is taken back as a whole.
   */
  const statement = (dataset: number, rows: number, split: boolean) =>
    db.prepare(
      `INSERT OR FAIL INTO rows (dataset, row, cells, label${split ? ', split' : ''})
       VALUES ${Array.from({ length: rows }, (_, at) => `(${dataset}, @first + ${at}, ?, ?${split ? ', ?' : ''})`).join(', ')}`,
    );
  const statements = new Map<string, ReturnType<typeof statement>>();
  const statementFor = (dataset: number, rows: number, split: boolean) => {
    const key = `${dataset} ${rows} ${split}`;
    const found = statements.get(key) ?? statement(dataset, rows, split);
    statements.set(key, found);
    return found;
  };
  const tallies = tallyTable(db);
  const after = db.prepare<[number, number, number], { row: number; cells: string }>(
    'SELECT row, cells FROM rows WHERE dataset = ? AND row > ? ORDER BY row LIMIT ?',
  );
  const setLabel = db.prepare('UPDATE rows SET label = ? WHERE dataset = ? AND row = ? AND label IS NOT ?');

  return {
    /** Numbers the rows from `first` on. */
    insert: (dataset: number, first: number, { cells, labels, splits }: NewRows): void => {
      const flat: unknown[] = [];
      const insert = (from: number, to: number): void => {
        let place = 0;
        for (let at = from; at < to; at += 1) {
          flat[place++] = cells[at];
          flat[place++] = labels.names[labels.of[at] as number];
          if (splits !== null) flat[place++] = splits.names[splits.of[at] as number];
        }
        flat.length = place;
        statementFor(dataset, to - from, splits !== null).run(flat, { first: first + from });
      };
      const whole = cells.length - (cells.length % TOGETHER);
      for (let at = 0; at < whole; at += TOGETHER) insert(at, at + TOGETHER);
      for (let at = whole; at < cells.length; at += 1) insert(at, at + 1);
      tallies.add(dataset, labels, splits);
    },
    /** Sets the label of every row, a part at a time. */
    relabel: (dataset: number, labelOf: (cells: Cells) => string | null, onPart: () => void): void => {
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
        onPart();
        row = rows.at(-1)?.row ?? row;
      }
    },
  };
}

/**
 * Does what only adds the rows of an import, without what the database would check of every one of them. Types and
 * parents are right by construction, and a commit lost to a power cut is of an import that is swept anyway: the one that
 * completes it is made afterwards, with everything on again.
 */
export async function withoutChecks<T>(db: Database, work: () => Promise<T>): Promise<T> {
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  try {
    return await work();
  } finally {
    db.pragma('ignore_check_constraints = OFF');
    db.pragma('foreign_keys = ON');
    db.pragma('synchronous = FULL');
  }
}
