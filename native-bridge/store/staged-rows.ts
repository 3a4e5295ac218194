import type { Database } from 'better-sqlite3';
import type { Split } from '../contract/index.ts';
import type { Cells } from './rows.ts';

/** A row of a dataset beside the row of the same number that was staged; either may be absent. */
export interface StagedPair {
  readonly row: number;
  readonly cells: Cells;
  readonly split: Split | null;
  readonly label: string | null;
  readonly removed: 0 | 1;
  readonly staged: { readonly cells: Readonly<Record<string, string | null>>; readonly split: Split | null } | null;
}

interface Line {
  readonly row: number;
  readonly cells: string;
  readonly split: Split | null;
  readonly label: string | null;
  readonly removed: 0 | 1;
  readonly stagedCells: string | null;
  readonly stagedSplit: Split | null;
}

/**
 * Rows laid beside those of a dataset, in a temporary table of this connection: a million need no memory. The pairs are
 * read on this connection while the changes are written on another.
 */
export function stagedRows(db: Database) {
  db.exec('CREATE TEMP TABLE staged (row INTEGER PRIMARY KEY, cells TEXT NOT NULL, split TEXT)');
  const insert = db.prepare('INSERT INTO staged (row, cells, split) VALUES (?, ?, ?)');
  const pairs = db.prepare<[number], Line>(
    `SELECT rows.row, rows.cells, rows.split, rows.label, rows.removed,
            staged.cells AS stagedCells, staged.split AS stagedSplit
     FROM rows LEFT JOIN staged ON staged.row = rows.row WHERE rows.dataset = ? ORDER BY rows.row`,
  );
  return {
    add: db.transaction((rows: readonly { row: number; cells: object; split: Split | null }[]): void => {
      for (const { row, cells, split } of rows) insert.run(row, JSON.stringify(cells), split);
    }),
    *pairs(dataset: number): Generator<StagedPair> {
      for (const { stagedCells, stagedSplit, cells, ...line } of pairs.iterate(dataset)) {
        const staged = stagedCells === null ? null : { cells: JSON.parse(stagedCells), split: stagedSplit };
        yield { ...line, cells: JSON.parse(cells), staged };
      }
    },
  };
}
