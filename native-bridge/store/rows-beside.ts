import type { Database } from 'better-sqlite3';
import type { Split } from '../contract/index.ts';

/** A row of a version, by its place in it, from 0. */
export interface RowBeside {
  readonly place: number;
  readonly row: number;
  readonly split: Split | null;
  readonly cells: Readonly<Record<string, string | null>>;
}

interface Line {
  readonly place: number;
  readonly row: number;
  readonly split: Split | null;
  readonly cells: string;
}

const PART = 1000;

/** Rows that wait to be laid beside others, in a temporary table of this connection: a million need no memory. */
export function rowsBeside(db: Database) {
  db.exec(
    `CREATE TEMP TABLE IF NOT EXISTS beside
       (place INTEGER PRIMARY KEY, row INTEGER NOT NULL, split TEXT, cells TEXT NOT NULL);
     DELETE FROM beside`,
  );
  const insert = db.prepare('INSERT INTO beside (place, row, split, cells) VALUES (?, ?, ?, ?)');
  const one = db.prepare<[number], Line>('SELECT place, row, split, cells FROM beside WHERE place = ?');
  const part = db.prepare<[number], Line>(
    `SELECT place, row, split, cells FROM beside WHERE place > ? ORDER BY place LIMIT ${PART}`,
  );
  return {
    add: db.transaction((rows: readonly RowBeside[]): void => {
      for (const { place, row, split, cells } of rows) insert.run(place, row, split, JSON.stringify(cells));
    }),
    at: (place: number): RowBeside | null => {
      const line = one.get(place);
      return line === undefined ? null : toRow(line);
    },
    *all(): Generator<RowBeside> {
      for (let lines = part.all(-1); lines.length > 0; lines = part.all(lines.at(-1)?.place ?? 0)) {
        yield* lines.map(toRow);
      }
    },
    clear: (): void => void db.exec('DELETE FROM beside'),
  };
}

function toRow({ cells, ...line }: Line): RowBeside {
  return { ...line, cells: JSON.parse(cells) };
}
