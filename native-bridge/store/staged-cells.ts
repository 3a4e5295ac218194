import type { Database } from 'better-sqlite3';
import type { Cell } from '../contract/index.ts';

/** What cells will be, in a temporary table of this connection: worked out before anybody has to wait for the rows. */
export function stagedCells(db: Database) {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS staged_cells (row INTEGER PRIMARY KEY, cell TEXT NOT NULL)');
  db.exec('DELETE FROM staged_cells');
  const insert = db.prepare('INSERT INTO staged_cells (row, cell) VALUES (?, ?)');
  const get = db.prepare<[number], string>('SELECT cell FROM staged_cells WHERE row = ?').pluck();
  return {
    add: db.transaction((cells: Iterable<readonly [row: number, cell: Cell]>): void => {
      for (const [row, cell] of cells) insert.run(row, JSON.stringify(cell));
    }),
    of: (row: number): Cell => JSON.parse(get.get(row) ?? 'null') as Cell,
    clear: (): void => void db.exec('DELETE FROM staged_cells'),
  };
}
