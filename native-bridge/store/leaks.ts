import type { Database } from 'better-sqlite3';
import { type Leak, type LeakReason, LeakReport } from '../contract/index.ts';

/** A leak as it is kept: which rows, not what they say. */
export interface StoredLeak {
  readonly reason: LeakReason;
  readonly sizes: Leak['sizes'];
  readonly rows: readonly number[];
}

export interface LeakCheck {
  readonly stamp: string;
  readonly report: LeakReport;
  readonly atMs: number;
}

/** The last look for leaks in each dataset, and the near duplicates it was made from. */
export function leakTable(db: Database) {
  const check = db.prepare<[number], { stamp: string; report: string; atMs: number }>(
    'SELECT stamp, report, at_ms AS atMs FROM leak_checks WHERE dataset = ?',
  );
  const listed = 'FROM leaks WHERE dataset = @dataset AND (@reason IS NULL OR reason = @reason)';
  const page = db.prepare<
    { dataset: number; reason: LeakReason | null; start: number; limit: number },
    { reason: LeakReason; tied: string }
  >(`SELECT reason, tied ${listed} ORDER BY place LIMIT @limit OFFSET @start`);
  const count = db.prepare<{ dataset: number; reason: LeakReason | null }, number>(`SELECT count(*) ${listed}`).pluck();
  const insert = db.prepare('INSERT INTO leaks (dataset, place, reason, tied) VALUES (?, ?, ?, ?)');
  const clear = db.prepare('DELETE FROM leaks WHERE dataset = ?');
  const setCheck = db.prepare('INSERT OR REPLACE INTO leak_checks (dataset, stamp, report, at_ms) VALUES (?, ?, ?, ?)');
  const near = db.prepare<[number], { fingerprint: string; pairs: Buffer }>(
    'SELECT fingerprint, pairs FROM near_texts WHERE dataset = ?',
  );
  const setNear = db.prepare('INSERT OR REPLACE INTO near_texts (dataset, fingerprint, pairs) VALUES (?, ?, ?)');

  return {
    check: (dataset: number): LeakCheck | null => {
      const line = check.get(dataset);
      // One that another Luthier kept, in a form of its own, is looked for again.
      const report = line && LeakReport.safeParse(JSON.parse(line.report)).data;
      return report ? { ...line, report } : null;
    },
    count: (dataset: number, reason: LeakReason | null = null): number => count.get({ dataset, reason }) ?? 0,
    /** From a place on, of all leaks or of those with one reason. */
    page: (
      dataset: number,
      { start, limit, reason = null }: { start: number; limit: number; reason?: LeakReason | null },
    ): StoredLeak[] =>
      page.all({ dataset, reason, start, limit }).map(({ reason, tied }) => ({ reason, ...JSON.parse(tied) })),
    /** Keeps a look for leaks in the place of the one before. */
    keep: db.transaction((dataset: number, { stamp, report, atMs }: LeakCheck, leaks: Iterable<StoredLeak>): void => {
      clear.run(dataset);
      let place = 0;
      for (const { reason, ...tied } of leaks) insert.run(dataset, place++, reason, JSON.stringify(tied));
      setCheck.run(dataset, stamp, JSON.stringify(report), atMs);
    }),
    /** Pairs of row and group of the near duplicates, if they were found among texts with this fingerprint. */
    near: (dataset: number, fingerprint: string): Int32Array | null => {
      const line = near.get(dataset);
      if (line?.fingerprint !== fingerprint) return null;
      return new Int32Array(Uint8Array.from(line.pairs).buffer);
    },
    keepNear: (dataset: number, fingerprint: string, pairs: Int32Array): void =>
      void setNear.run(dataset, fingerprint, Buffer.from(pairs.buffer, pairs.byteOffset, pairs.byteLength)),
  };
}
