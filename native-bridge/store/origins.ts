import type { Database } from 'better-sqlite3';
import { DatasetOrigin } from '../contract/index.ts';

/** What the datasets are made of that were combined from others. */
export function originTable(db: Database) {
  const one = db.prepare<[number], { origin: string }>('SELECT origin FROM origins WHERE dataset = ?');
  const insert = db.prepare('INSERT INTO origins (dataset, origin) VALUES (?, ?)');
  return {
    origin: (dataset: number): DatasetOrigin | null => {
      const line = one.get(dataset);
      return line === undefined ? null : DatasetOrigin.parse(JSON.parse(line.origin));
    },
    insert: (dataset: number, origin: DatasetOrigin): void => void insert.run(dataset, JSON.stringify(origin)),
  };
}
