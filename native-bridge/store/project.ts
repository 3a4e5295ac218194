import type { Database } from 'better-sqlite3';

export interface ProjectRecord {
  readonly name: string;
  readonly createdAtMs: number;
}

/** The one line that says which project this is. */
export function projectTable(db: Database) {
  const read = db.prepare<[], ProjectRecord>('SELECT name, created_at_ms AS createdAtMs FROM project');
  const create = db.prepare('INSERT INTO project (only, name, created_at_ms) VALUES (1, ?, ?) ON CONFLICT DO NOTHING');
  const rename = db.prepare('UPDATE project SET name = ?');
  return {
    read: (): ProjectRecord | undefined => read.get(),
    create: (name: string, createdAtMs: number): void => void create.run(name, createdAtMs),
    rename: (name: string): void => void rename.run(name),
  };
}
