import type { Database } from 'better-sqlite3';
import { searchText } from './search-text.ts';

/** Rows a transaction: long enough to be fast, short enough that a person's edit hardly waits. */
const BATCH = 4000;

/** The word index. It follows the rows in the background: `upto` says how far, `behind` which rows changed since. */
export function wordIndex(db: Database) {
  const upto = db.prepare<[number], number>('SELECT row FROM words_upto WHERE dataset = ?').pluck();
  const setUpto = db.prepare(
    'INSERT INTO words_upto (dataset, row) VALUES (?, ?) ON CONFLICT (dataset) DO UPDATE SET row = excluded.row',
  );
  const behind = db.prepare<[number], number>('SELECT count(*) FROM words_behind WHERE dataset = ?').pluck();
  const next = db.prepare<[number, number, number], { row: number; cells: string }>(
    'SELECT row, cells FROM rows WHERE dataset = ? AND row > ? ORDER BY row LIMIT ?',
  );
  const changed = db.prepare<[number, number], { row: number; cells: string }>(
    `SELECT rows.row AS row, cells FROM words_behind CROSS JOIN rows USING (dataset, row) WHERE dataset = ? LIMIT ?`,
  );
  const caughtUp = db.prepare('DELETE FROM words_behind WHERE dataset = ? AND row = ?');
  const insert = db.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM words WHERE rowid = ?');
  const last = db.prepare<[number], number | null>('SELECT max(row) FROM rows WHERE dataset = ?').pluck();

  const idOf = (dataset: number, row: number): number => dataset * 2 ** 32 + row;
  const step = db.transaction((dataset: number): number => {
    const from = upto.get(dataset) ?? 0;
    const fresh = next.all(dataset, from, BATCH);
    for (const { row, cells } of fresh) insert.run(idOf(dataset, row), searchText(JSON.parse(cells)));
    const end = fresh.at(-1)?.row;
    if (end !== undefined) {
      setUpto.run(dataset, end);
      return fresh.length;
    }
    const late = changed.all(dataset, BATCH);
    for (const { row, cells } of late) {
      // Rows that were edited before they were first read are in once already, as they are now.
      remove.run(idOf(dataset, row));
      insert.run(idOf(dataset, row), searchText(JSON.parse(cells)));
      caughtUp.run(dataset, row);
    }
    return late.length;
  });

  return {
    /** Takes in the next rows. Answers how many; 0 when all words are in. */
    step: (dataset: number): number => step.immediate(dataset),
    state: (dataset: number): { indexed: number; total: number } => {
      const total = last.get(dataset) ?? 0;
      return { indexed: Math.max(0, (upto.get(dataset) ?? 0) - (behind.get(dataset) ?? 0)), total };
    },
  };
}
