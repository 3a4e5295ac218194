import type { Database } from 'better-sqlite3';
import type { RowChange } from './changes.ts';

const PART = 1000;

/**
 * Changes of rows that are decided but not written, in a temporary table of this connection: a million need no memory,
 * and nobody waits for the rows while they are worked out. They can be read while the rows are being written.
 */
export function stagedChanges(db: Database) {
  db.exec(
    `CREATE TEMP TABLE IF NOT EXISTS staged_changes (row INTEGER PRIMARY KEY, before TEXT NOT NULL, after TEXT NOT NULL);
     DELETE FROM staged_changes`,
  );
  const insert = db.prepare('INSERT INTO staged_changes (row, before, after) VALUES (?, ?, ?)');
  const part = db.prepare<[number], { row: number; before: string; after: string }>(
    `SELECT row, before, after FROM staged_changes WHERE row > ? ORDER BY row LIMIT ${PART}`,
  );
  return {
    add: db.transaction((changes: readonly RowChange[]): void => {
      for (const { row, before, after } of changes) insert.run(row, JSON.stringify(before), JSON.stringify(after));
    }),
    *all(): Generator<RowChange> {
      for (let lines = part.all(0); lines.length > 0; lines = part.all(lines.at(-1)?.row ?? 0)) {
        for (const { row, before, after } of lines) yield { row, before: JSON.parse(before), after: JSON.parse(after) };
      }
    },
    clear: (): void => void db.exec('DELETE FROM staged_changes'),
  };
}
