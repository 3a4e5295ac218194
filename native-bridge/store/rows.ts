import type { Database } from 'better-sqlite3';
import { type Cell, Row, type Split } from '../contract/index.ts';

export type Cells = Readonly<Record<string, Cell>>;

/** A row as cleaning, splitting and freezing see it. */
export interface StoredRow {
  readonly row: number;
  readonly cells: Cells;
  readonly label: string | null;
  readonly split: Split | null;
}

interface Line {
  readonly row: number;
  readonly cells: string;
  readonly label: string | null;
  readonly split: Split | null;
}

export type RowTable = ReturnType<typeof rowTable>;

const THERE = 'dataset = @dataset AND removed = 0';

/** Rows of all datasets. What cleaning took out is not there for any reader here; the change log has it. */
export function rowTable(db: Database) {
  const insert = db.prepare('INSERT INTO rows (dataset, row, cells, label) VALUES (?, ?, ?, ?)');
  const one = db.prepare<{ dataset: number; row: number }, Line>(
    `SELECT row, cells, label, split FROM rows WHERE ${THERE} AND row = @row`,
  );
  const page = db.prepare<
    { dataset: number; after: number; limit: number; split: string | null; label: string | null },
    Line
  >(
    `SELECT row, cells, label, split FROM rows WHERE ${THERE} AND row > @after
       AND (@split IS NULL OR split = @split) AND (@label IS NULL OR label = @label)
     ORDER BY row LIMIT @limit`,
  );
  const at = db.prepare<{ dataset: number; start: number; limit: number }, Line>(
    `SELECT row, cells, label, split FROM rows WHERE ${THERE} ORDER BY row LIMIT @limit OFFSET @start`,
  );
  const all = db.prepare<{ dataset: number }, Line>(
    `SELECT row, cells, label, split FROM rows WHERE ${THERE} ORDER BY row`,
  );
  const count = db.prepare<{ dataset: number }, { total: number }>(`SELECT count(*) AS total FROM rows WHERE ${THERE}`);
  const last = db.prepare<[number], { last: number | null }>('SELECT max(row) AS last FROM rows WHERE dataset = ?');

  return {
    insert: (dataset: number, row: number, cells: Cells, label: string | null): void =>
      void insert.run(dataset, row, JSON.stringify(cells), label),
    row: (dataset: number, row: number): Row | undefined => {
      const line = one.get({ dataset, row });
      return line && toRow(line);
    },
    page: (query: {
      dataset: number;
      after: number;
      limit: number;
      split?: string | undefined;
      label?: string | undefined;
    }): Row[] => page.all({ ...query, split: query.split ?? null, label: query.label ?? null }).map(toRow),
    at: (dataset: number, start: number, limit: number): Row[] => at.all({ dataset, start, limit }).map(toRow),
    count: (dataset: number): number => count.get({ dataset })?.total ?? 0,
    last: (dataset: number): number => last.get(dataset)?.last ?? 0,
    /** One row at a time, so that a million never stand in memory at once. */
    *each(dataset: number): Generator<StoredRow> {
      for (const line of all.iterate({ dataset })) yield { ...line, cells: JSON.parse(line.cells) };
    },
  };
}

function toRow(line: Line): Row {
  return Row.parse({ row: line.row, split: line.split, cells: JSON.parse(line.cells) });
}
