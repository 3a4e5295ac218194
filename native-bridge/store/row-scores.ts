import type { Database } from 'better-sqlite3';
import type { ModelId, TextScore } from '../contract/index.ts';

/** What a scoring is of. */
interface ScoringOf {
  readonly dataset: number;
  readonly modelId: ModelId;
  readonly column: string;
}

export interface StoredScoring {
  readonly key: number;
  readonly modelId: ModelId;
  readonly column: string;
  readonly maxTokens: number;
  readonly atMs: number;
}

export type ScoreTable = ReturnType<typeof scoreTable>;

const COLUMNS = 'key, model_id AS modelId, column_name AS "column", max_tokens AS maxTokens, at_ms AS atMs';
const NEXT_PLACE = '(SELECT coalesce(max(place), 0) + 1 FROM scorings)';

/** Perplexities of rows. A row whose text has changed has none, until the text comes back or is scored anew. */
export function scoreTable(db: Database) {
  const all = db.prepare<[number], StoredScoring>(
    `SELECT ${COLUMNS} FROM scorings WHERE dataset = ? ORDER BY place DESC`,
  );
  const one = db.prepare<ScoringOf, StoredScoring>(
    `SELECT ${COLUMNS} FROM scorings WHERE dataset = @dataset AND model_id = @modelId AND column_name = @column`,
  );
  const place = db.prepare<[number], number>('SELECT coalesce(max(place), 0) FROM scorings WHERE dataset = ?').pluck();
  const touch = db.prepare(`UPDATE scorings SET place = ${NEXT_PLACE} WHERE key = ?`);
  const insert = db
    .prepare<unknown[], number>(
      `INSERT INTO scorings (dataset, model_id, column_name, path, max_tokens, place, at_ms)
       VALUES (@dataset, @modelId, @column, @path, @maxTokens, ${NEXT_PLACE}, @atMs)
       ON CONFLICT DO UPDATE SET max_tokens = excluded.max_tokens, place = excluded.place, at_ms = excluded.at_ms
       RETURNING key`,
    )
    .pluck();
  const clear = db.prepare('DELETE FROM row_scores WHERE scoring = ?');
  const put = db.prepare(
    `INSERT INTO row_scores (scoring, row, perplexity, tokens, stamp) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET perplexity = excluded.perplexity, tokens = excluded.tokens, stamp = excluded.stamp,
       stale = 0`,
  );
  const revive = db.prepare('UPDATE row_scores SET stale = 0 WHERE scoring = ? AND row = ?');
  const fresh = db.prepare<[number], number>('SELECT row FROM row_scores WHERE scoring = ? AND stale = 0').pluck();
  const stale = db.prepare<[number], { row: number; stamp: string }>(
    'SELECT row, stamp FROM row_scores WHERE scoring = ? AND stale = 1',
  );
  const known = db.prepare<[number], number>('SELECT count(*) FROM row_scores WHERE scoring = ? AND stale = 0').pluck();
  const knownRemoved = db
    .prepare<[number, number], number>(
      `SELECT count(*) FROM rows JOIN row_scores ON scoring = ? AND row_scores.row = rows.row AND stale = 0
       WHERE dataset = ? AND removed = 1`,
    )
    .pluck();
  const value = db
    .prepare<[number, number], number | null>(
      'SELECT perplexity FROM row_scores WHERE scoring = ? AND row = ? AND stale = 0',
    )
    .pluck();
  const values = db.prepare<[number, number], { row: number; perplexity: number | null }>(
    `SELECT row_scores.row, perplexity FROM row_scores JOIN rows ON rows.dataset = ? AND rows.row = row_scores.row
     WHERE scoring = ? AND stale = 0 AND removed = 0`,
  );

  return {
    /** The newest first. */
    scorings: (dataset: number): StoredScoring[] => all.all(dataset),
    scoring: (of: ScoringOf): StoredScoring | undefined => one.get(of),
    /** Another text whenever the scores of a dataset are other ones for a reason beside its changes. */
    stamp: (dataset: number): string => String(place.get(dataset) ?? 0),
    /** Makes a scoring the newest. */
    touch: (key: number): void => void touch.run(key),
    /** Rows that are there and have been scored as they are. */
    count: (dataset: number, key: number): number => (known.get(key) ?? 0) - (knownRemoved.get(key, dataset) ?? 0),
    fresh: (key: number): IterableIterator<number> => fresh.iterate(key),
    /** Rows whose text is not the one that was scored, with the stamp of that one. */
    stale: (key: number): Map<number, string> => new Map(stale.all(key).map(({ row, stamp }) => [row, stamp])),
    /** Says of stale rows that their text is the scored one again. */
    revive: db.transaction((key: number, rows: Iterable<number>): void => {
      for (const row of rows) revive.run(key, row);
      touch.run(key);
    }),
    /** Takes scores in, and forgets those of the same scoring that read more or fewer tokens. */
    put: db.transaction((of: ScoringOf & { maxTokens: number; atMs: number }, scores: Iterable<TextScore>): void => {
      const before = one.get(of);
      if (before !== undefined && before.maxTokens !== of.maxTokens) clear.run(before.key);
      const key = insert.get({ ...of, path: pathOf(of.column) }) as number;
      for (const { row, perplexity, tokens, stamp } of scores) put.run(key, row, perplexity, tokens, stamp);
    }),
    /** Null for a text that is too short, undefined for one that was not scored. */
    value: (key: number, row: number): number | null | undefined => value.get(key, row),
    /** Of the rows that are there. */
    values: (dataset: number, key: number): IterableIterator<{ row: number; perplexity: number | null }> =>
      values.iterate(dataset, key),
  };
}

/** A path of SQLite cannot name a key with a quote in it. */
function pathOf(column: string): string | null {
  return /["\\]/.test(column) ? null : `$."${column}"`;
}
