import type { Database } from 'better-sqlite3';
import type { Split } from '../contract/index.ts';
import type { Coded } from './coded.ts';

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
    add: (dataset: number, labels: Coded<string | null>, splits: Coded<Split | null> | null): void => {
      const counts = new Uint32Array(labels.names.length * (splits?.names.length ?? 1));
      for (const [at, label] of labels.of.entries()) {
        const place = splits === null ? label : (splits.of[at] as number) * labels.names.length + label;
        counts[place] = (counts[place] as number) + 1;
      }
      for (const [place, rows] of counts.entries()) {
        if (rows === 0) continue;
        const split = splits?.names[Math.floor(place / labels.names.length)] ?? '';
        add.run(dataset, split, labels.names[place % labels.names.length] ?? '', rows);
      }
    },
    of: (dataset: number): Tally[] => all.all(dataset),
    count: (dataset: number): number => count.get(dataset) ?? 0,
  };
}
