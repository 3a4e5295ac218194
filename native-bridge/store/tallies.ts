import type { Database } from 'better-sqlite3';
import type { Split } from '../contract/index.ts';

export interface Tally {
  readonly split: Split | null;
  readonly label: string | null;
  readonly rows: number;
}

/** How many rows of each split and label a dataset has. Changes of rows are counted by the database itself. */
export function tallyTable(db: Database) {
  const add = db.prepare(
    `INSERT INTO tallies (dataset, split, label, rows) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET rows = rows + excluded.rows`,
  );
  const all = db.prepare<[number], Tally>(
    `SELECT nullif(split, '') AS split, nullif(label, '') AS label, rows FROM tallies WHERE dataset = ? AND rows > 0`,
  );
  const count = db.prepare<[number], number>('SELECT coalesce(sum(rows), 0) FROM tallies WHERE dataset = ?').pluck();

  return {
    /** Counts rows that were just inserted; `splits` null says that none has one. */
    add: (dataset: number, labels: readonly (string | null)[], splits: readonly (Split | null)[] | null): void => {
      const sums = new Map<Split | null, Map<string | null, number>>();
      for (let at = 0; at < labels.length; at += 1) {
        const split = splits?.[at] ?? null;
        const label = labels[at] ?? null;
        const ofSplit = sums.get(split) ?? new Map<string | null, number>();
        sums.set(split, ofSplit);
        ofSplit.set(label, (ofSplit.get(label) ?? 0) + 1);
      }
      for (const [split, ofSplit] of sums) {
        for (const [label, rows] of ofSplit) add.run(dataset, split ?? '', label ?? '', rows);
      }
    },
    of: (dataset: number): Tally[] => all.all(dataset),
    count: (dataset: number): number => count.get(dataset) ?? 0,
  };
}
