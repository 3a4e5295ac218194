import type { Database } from 'better-sqlite3';
import type { Cells } from './rows.ts';

/** A search for near duplicates, as it is kept. */
export interface StoredSearch {
  /** Null for all that is learned from a row: kept as the empty name that no column has. */
  readonly column: string | null;
  readonly threshold: number;
  readonly rows: number;
  readonly seconds: number;
  readonly atMs: number;
}

interface ChangesSeen {
  readonly changes: number;
  readonly lastChange: number;
}

type NewSearch = StoredSearch & ChangesSeen;

export interface DuplicateCounts {
  readonly groups: number;
  readonly duplicates: number;
  readonly isOutdated: boolean;
}

export interface GroupMember {
  readonly place: number;
  readonly row: number;
  readonly cells: Cells;
  readonly label: string | null;
}

export type DuplicateTable = ReturnType<typeof duplicateTable>;

/** Rows fetched at once: faster than one by one, and little in memory. */
const PAGE = 1000;

const THERE = `duplicate_rows AS found JOIN rows ON rows.dataset = found.dataset AND rows.row = found.row AND removed = 0
  WHERE found.dataset = @dataset`;

/** The last search of each dataset and its groups, over the rows that are still there. */
export function duplicateTable(db: Database) {
  const forget = db.prepare('DELETE FROM duplicate_searches WHERE dataset = ?');
  const forgetRows = db.prepare('DELETE FROM duplicate_rows WHERE dataset = ?');
  const insert = db.prepare(
    `INSERT INTO duplicate_searches (dataset, column_name, threshold, rows, seconds, at_ms, changes, last_change)
     VALUES (@dataset, @column, @threshold, @rows, @seconds, @atMs, @changes, @lastChange)`,
  );
  const changesSeen = db.prepare<[number], ChangesSeen>(
    `SELECT count(*) AS changes, coalesce(max(id), 0) AS lastChange FROM changes WHERE dataset = ? AND undone = 0`,
  );
  const insertRow = db.prepare('INSERT INTO duplicate_rows (dataset, place, row) VALUES (?, ?, ?)');
  const search = db.prepare<[number], StoredSearch>(
    `SELECT nullif(column_name, '') AS "column", threshold, rows, seconds, at_ms AS atMs FROM duplicate_searches WHERE dataset = ?`,
  );
  const hasMore = db
    .prepare<[number, number], number>('SELECT 1 FROM duplicate_rows WHERE dataset = ? LIMIT 1 OFFSET ?')
    .pluck();
  const addHarmless = db.prepare(
    `UPDATE duplicate_searches SET harmless = json_insert(harmless, '$[#]', ?) WHERE dataset = ?`,
  );
  const isOutdated = db
    .prepare<{ dataset: number }, 0 | 1>(
      `SELECT count(id) <> changes OR coalesce(max(id), 0) > last_change
       FROM duplicate_searches AS search LEFT JOIN changes ON changes.dataset = search.dataset AND undone = 0
         AND id NOT IN (SELECT value FROM json_each(harmless))
       WHERE search.dataset = @dataset`,
    )
    .pluck();
  const counts = db.prepare<{ dataset: number }, { groups: number; duplicates: number }>(
    `SELECT count(*) AS groups, coalesce(sum(size - 1), 0) AS duplicates
     FROM (SELECT count(*) AS size FROM ${THERE} GROUP BY place HAVING size > 1)`,
  );
  const places = db.prepare<{ dataset: number; after: number; limit: number }, { place: number; size: number }>(
    `SELECT place, count(*) AS size FROM ${THERE} AND place > @after
     GROUP BY place HAVING size > 1 ORDER BY place LIMIT @limit`,
  );
  const members = db.prepare<
    { dataset: number; first: number; last: number },
    Omit<GroupMember, 'cells'> & { cells: string }
  >(`SELECT place, rows.row, cells, label FROM ${THERE} AND place BETWEEN @first AND @last ORDER BY place, found.row`);
  const page = db
    .prepare<[number, number, number], [row: number, cells: string]>(
      'SELECT row, cells FROM rows WHERE dataset = ? AND removed = 0 AND row > ? ORDER BY row LIMIT ?',
    )
    .raw();

  return {
    /** Replaces what an earlier search found. */
    save: db.transaction((dataset: number, found: NewSearch, groups: readonly (readonly number[])[]): void => {
      forget.run(dataset);
      forgetRows.run(dataset);
      insert.run({ dataset, ...found, column: found.column ?? '' });
      for (const [index, group] of groups.entries()) for (const row of group) insertRow.run(dataset, index + 1, row);
    }),
    search: (dataset: number): (StoredSearch & DuplicateCounts) | null => {
      const found = search.get(dataset);
      if (found === undefined) return null;
      const counted = counts.get({ dataset }) as { groups: number; duplicates: number };
      return { ...found, ...counted, isOutdated: isOutdated.get({ dataset }) === 1 };
    },
    /** The last search as it was, without what is left of it. */
    found: (dataset: number): StoredSearch | null => search.get(dataset) ?? null,
    /** Whether it found more rows than this. */
    hasMore: (dataset: number, rows: number): boolean => hasMore.get(dataset, rows) !== undefined,
    /** What a search has to know of the changes so far, to tell later whether it still holds. */
    changesSeen: (dataset: number): ChangesSeen => changesSeen.get(dataset) as ChangesSeen,
    /** A change that removed duplicates, or touched no cell: what was found stays true with it and without it. */
    addHarmless: (dataset: number, change: number): void => void addHarmless.run(change, dataset),
    /** Groups of two and more rows after a place. */
    places: (dataset: number, after: number, limit: number) => places.all({ dataset, after, limit }),
    /** The rows of the groups from one place to another, both included. */
    *members(dataset: number, first: number, last: number): Generator<GroupMember> {
      for (const member of members.iterate({ dataset, first, last })) {
        yield { ...member, cells: JSON.parse(member.cells) };
      }
    },
    /** All rows that are there, only with what a search reads. */
    *cells(dataset: number): Generator<{ row: number; cells: Cells }> {
      for (let after = 0; ; ) {
        const rows = page.all(dataset, after, PAGE);
        for (const [row, cells] of rows) yield { row, cells: JSON.parse(cells) };
        if (rows.length < PAGE) return;
        after = (rows.at(-1) as [number, string])[0];
      }
    },
    cellsOf: (dataset: number, row: number): Cells => {
      const [found] = page.all(dataset, row - 1, 1);
      return found?.[0] === row ? JSON.parse(found[1]) : {};
    },
  };
}
