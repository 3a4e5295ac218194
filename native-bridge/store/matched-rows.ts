import type { Database } from 'better-sqlite3';
import type { Split } from '../contract/index.ts';

export interface RowToMatch {
  readonly row: number;
  readonly split: Split | null;
  readonly cells: Readonly<Record<string, string | null>>;
  /** A hash of all its cells, and one of its text; null where it has none to be known by. */
  readonly whole: Buffer;
  readonly text: Buffer | null;
}

export type MatchedRow = Pick<RowToMatch, 'row' | 'split' | 'cells'>;

interface Line {
  readonly leftRow: number | null;
  readonly leftSplit: Split | null;
  readonly leftCells: string | null;
  readonly rightRow: number | null;
  readonly rightSplit: Split | null;
  readonly rightCells: string | null;
}

/** The place of a row among those of its side that are alike, so that what stands twice is found twice. */
const numbered = (side: number, by: string, which: string): string =>
  `(SELECT row, ${by}, row_number() OVER (PARTITION BY ${by} ORDER BY row) AS place
    FROM beside WHERE side = ${side} ${which})`;
const mates = (by: string, left: string, right: string): string =>
  `INSERT INTO mates SELECT one.row, other.row
   FROM ${numbered(0, by, left)} AS one JOIN ${numbered(1, by, right)} AS other USING (${by}, place)`;
const LEFT = 'left.row AS leftRow, left.split AS leftSplit, left.cells AS leftCells';
const RIGHT = 'right.row AS rightRow, right.split AS rightSplit, right.cells AS rightCells';

/**
 * Rows of two sides laid beside each other by what stands in them, in temporary tables of this connection: a million
 * need no memory. Each row has at most one mate: one with equal cells if there is any, else one with the same text.
 */
export function matchedRows(db: Database) {
  db.exec(
    `CREATE TEMP TABLE beside (side INTEGER, row INTEGER, whole BLOB NOT NULL, text BLOB, split TEXT,
       cells TEXT NOT NULL, PRIMARY KEY (side, row));
     CREATE TEMP TABLE mates (one INTEGER PRIMARY KEY, other INTEGER UNIQUE)`,
  );
  const insert = db.prepare('INSERT INTO beside (side, row, whole, text, split, cells) VALUES (?, ?, ?, ?, ?, ?)');
  const inLeft = db.prepare<[], Line>(
    `SELECT ${LEFT}, ${RIGHT} FROM beside AS left LEFT JOIN mates ON one = left.row
       LEFT JOIN beside AS right ON right.side = 1 AND right.row = other WHERE left.side = 0 ORDER BY left.row`,
  );
  const inRightAlone = db.prepare<[], Line>(
    `SELECT NULL AS leftRow, NULL AS leftSplit, NULL AS leftCells, ${RIGHT} FROM beside AS right
     WHERE side = 1 AND row NOT IN (SELECT other FROM mates) ORDER BY row`,
  );
  return {
    add: db.transaction((side: 'left' | 'right', rows: readonly RowToMatch[]): void => {
      for (const { row, whole, text, split, cells } of rows) {
        insert.run(side === 'left' ? 0 : 1, row, whole, text, split, JSON.stringify(cells));
      }
    }),
    /** Every row of both sides once, with its mate beside it. */
    *pairs(): Generator<[MatchedRow | null, MatchedRow | null]> {
      db.exec(mates('whole', '', ''));
      const alone = (own: string) => `AND text IS NOT NULL AND row NOT IN (SELECT ${own} FROM mates)`;
      db.exec(mates('text', alone('one'), alone('other')));
      for (const lines of [inLeft, inRightAlone]) {
        for (const line of lines.iterate()) {
          yield [
            matched(line.leftRow, line.leftSplit, line.leftCells),
            matched(line.rightRow, line.rightSplit, line.rightCells),
          ];
        }
      }
    },
  };
}

function matched(row: number | null, split: Split | null, cells: string | null): MatchedRow | null {
  return row === null || cells === null ? null : { row, split, cells: JSON.parse(cells) };
}
