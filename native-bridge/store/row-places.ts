import type { Database } from 'better-sqlite3';

/** The rows that one file gave, one after another. */
export interface FilePlaces {
  readonly file: string;
  /** In pairs: how far a row begins below the one before it, the first below line 0, and for how many rows that goes on. */
  readonly lines: readonly number[];
}

export interface RowPlace {
  readonly row: number;
  readonly file: string;
  readonly line: number;
}

/** Takes down where rows begin, in a few bytes where they stand below each other. */
export class PlaceRuns {
  readonly files: { file: string; lines: number[] }[] = [];
  #line = 0;
  #file: string | undefined;
  #lines: number[] = [];

  /** So many rows, one a line from this one on. */
  add(file: string, line: number, rows: number): void {
    if (file !== this.#file) {
      this.#lines = [];
      this.files.push({ file, lines: this.#lines });
      this.#file = file;
      this.#line = 0;
    }
    this.#step(line - this.#line, 1);
    if (rows > 1) this.#step(1, rows - 1);
    this.#line = line + rows - 1;
  }

  #step(below: number, rows: number): void {
    const lines = this.#lines;
    const last = lines.length - 2;
    if (lines[last] === below) lines[last + 1] = (lines[last + 1] as number) + rows;
    else lines.push(below, rows);
  }
}

/** The `row_places` table. */
export function rowPlaceTable(db: Database) {
  const insert = db.prepare('INSERT INTO row_places (dataset, first_row, row_count, places) VALUES (?, ?, ?, ?)');
  const after = db.prepare<[number, number], { firstRow: number; places: string }>(
    `SELECT first_row AS firstRow, places FROM row_places WHERE dataset = ? AND first_row > ? ORDER BY first_row LIMIT 1`,
  );
  const count = db
    .prepare<[number], number>('SELECT coalesce(sum(row_count), 0) FROM row_places WHERE dataset = ?')
    .pluck();

  return {
    insert: (dataset: number, firstRow: number, rows: number, places: readonly FilePlaces[]): void => {
      if (rows > 0) insert.run(dataset, firstRow, rows, JSON.stringify(places));
    },
    /** Of how many rows it is known where they came from. */
    count: (dataset: number): number => count.get(dataset) ?? 0,
    /** The places of all rows, as they were imported, some thousand at a time. */
    *parts(dataset: number): Generator<readonly RowPlace[]> {
      for (let firstRow = 0; ; ) {
        const found = after.get(dataset, firstRow);
        if (found === undefined) return;
        firstRow = found.firstRow;
        yield placesFrom(firstRow, JSON.parse(found.places));
      }
    },
  };
}

function placesFrom(firstRow: number, files: readonly FilePlaces[]): RowPlace[] {
  const places: RowPlace[] = [];
  for (const { file, lines } of files) {
    let line = 0;
    for (let at = 0; at < lines.length; at += 2) {
      const [below, rows] = lines.slice(at, at + 2) as [number, number];
      for (let done = 0; done < rows; done += 1) {
        line += below;
        places.push({ row: firstRow + places.length, file, line });
      }
    }
  }
  return places;
}
