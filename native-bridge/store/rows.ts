import type { Database } from 'better-sqlite3';
import { type Cell, Row, type Split } from '../contract/index.ts';
import { coded } from './coded.ts';
import { tallyTable } from './tallies.ts';

export type Cells = Readonly<Record<string, Cell>>;

/** A row as cleaning, splitting and freezing see it. */
export interface StoredRow {
  readonly row: number;
  readonly cells: Cells;
  readonly label: string | null;
  readonly split: Split | null;
  readonly starred: boolean;
  readonly tags: readonly string[];
  readonly note: string | null;
}

interface Line {
  readonly row: number;
  readonly cells: string;
  readonly label: string | null;
  readonly split: Split | null;
  readonly starred: 0 | 1;
  readonly tags: string | null;
  readonly note: string | null;
}

export type RowTable = ReturnType<typeof rowTable>;

const COLUMNS = 'row, cells, label, split, starred, tags, note';
const THERE = 'dataset = @dataset AND removed = 0';

/** Rows of all datasets. What cleaning took out is not there for any reader here; the change log has it. */
export function rowTable(db: Database) {
  const insert = db.prepare('INSERT INTO rows (dataset, row, cells, label) VALUES (?, ?, ?, ?)');
  const one = db.prepare<{ dataset: number; row: number }, Line>(
    `SELECT ${COLUMNS} FROM rows WHERE ${THERE} AND row = @row`,
  );
  const page = db.prepare<
    { dataset: number; after: number; limit: number; split: string | null; label: string | null },
    Line
  >(
    `SELECT ${COLUMNS} FROM rows WHERE ${THERE} AND row > @after
       AND (@split IS NULL OR split = @split) AND (@label IS NULL OR label = @label)
     ORDER BY row LIMIT @limit`,
  );
  const all = db.prepare<{ dataset: number }, Line>(`SELECT ${COLUMNS} FROM rows WHERE ${THERE} ORDER BY row`);
  const removed = db.prepare<[number], number>('SELECT row FROM rows WHERE dataset = ? AND removed = 1').pluck();
  const insertRemoved = db.prepare('INSERT INTO rows (dataset, row, cells, label, removed) VALUES (?, ?, ?, ?, 1)');
  const batch = db.prepare<{ dataset: number; after: number; limit: number }, Line>(
    `SELECT ${COLUMNS} FROM rows WHERE ${THERE} AND row > @after ORDER BY row LIMIT @limit`,
  );
  const labels = db.prepare<[number, number, number], { row: number; cells: string; label: string | null }>(
    'SELECT row, cells, label FROM rows WHERE dataset = ? AND row > ? ORDER BY row LIMIT ?',
  );
  const tallies = tallyTable(db);
  const last = db.prepare<[number], { last: number | null }>('SELECT max(row) AS last FROM rows WHERE dataset = ?');

  return {
    insert: (dataset: number, row: number, cells: Cells, label: string | null): void => {
      insert.run(dataset, row, JSON.stringify(cells), label);
      tallies.add(dataset, coded([label]), null);
    },
    row: (dataset: number, row: number): Row | undefined => {
      const line = one.get({ dataset, row });
      return line && toRow(line);
    },
    stored: (dataset: number, row: number): StoredRow | undefined => {
      const line = one.get({ dataset, row });
      return line && toStored(line);
    },
    page: (query: {
      dataset: number;
      after: number;
      limit: number;
      split?: string | undefined;
      label?: string | undefined;
    }): Row[] => page.all({ ...query, split: query.split ?? null, label: query.label ?? null }).map(toRow),
    /** Adds a row that is not there yet: the change that brings it in can be undone. */
    insertRemoved: (dataset: number, row: number, cells: Cells, label: string | null): void =>
      void insertRemoved.run(dataset, row, JSON.stringify(cells), label),
    /** Numbers of the rows that were taken out, ascending. */
    removed: (dataset: number): Uint32Array => Uint32Array.from(removed.all(dataset)).sort(),
    /** The rows of these numbers that are there, in the order asked for. */
    ofNumbers: (dataset: number, numbers: Iterable<number>): Row[] =>
      Array.from(numbers, row => one.get({ dataset, row }))
        .filter(line => line !== undefined)
        .map(toRow),
    count: (dataset: number): number => tallies.count(dataset),
    last: (dataset: number): number => last.get(dataset)?.last ?? 0,
    /** Up to `limit` rows after a row: for a walk that writes what it has read, which `each` may not. */
    batch: (dataset: number, after: number, limit: number): StoredRow[] =>
      batch.all({ dataset, after, limit }).map(toStored),
    /** Up to `limit` rows after a row, those that were taken out too: what brings one back takes its label as it stands. */
    labelled: (dataset: number, after: number, limit: number): Pick<StoredRow, 'row' | 'cells' | 'label'>[] =>
      labels.all(dataset, after, limit).map(line => ({ ...line, cells: JSON.parse(line.cells) })),
    /** One row at a time, so that a million never stand in memory at once. */
    *each(dataset: number): Generator<StoredRow> {
      for (const line of all.iterate({ dataset })) yield toStored(line);
    },
  };
}

function toRow(line: Line): Row {
  return Row.parse({
    row: line.row,
    split: line.split,
    cells: JSON.parse(line.cells),
    starred: line.starred === 1,
    tags: tagsOf(line.tags),
    note: line.note,
  });
}

function toStored(line: Line): StoredRow {
  return { ...line, cells: JSON.parse(line.cells), starred: line.starred === 1, tags: tagsOf(line.tags) };
}

/** Tags as they are stored: with a space around each. */
export function storedTags(tags: readonly string[]): string | null {
  return tags.length === 0 ? null : ` ${tags.join(' ')} `;
}

function tagsOf(stored: string | null): string[] {
  return stored === null ? [] : stored.trim().split(' ');
}
