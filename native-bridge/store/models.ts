import type { Database } from 'better-sqlite3';
import { LuthierError, Model, type ModelId } from '../contract/index.ts';

const COLUMNS = `id, name, path, architecture, parameters, size_bytes AS sizeBytes, origin, licence,
  created_at_ms AS createdAtMs`;

export type ModelTable = ReturnType<typeof modelTable>;

/** The base models of the project. */
export function modelTable(db: Database) {
  const all = db.prepare(`SELECT ${COLUMNS} FROM models ORDER BY created_at_ms DESC, id`);
  const byId = db.prepare(`SELECT ${COLUMNS} FROM models WHERE id = ?`);
  const byPath = db.prepare(`SELECT ${COLUMNS} FROM models WHERE path = ?`);
  const insert = db.prepare(
    `INSERT INTO models (id, name, path, architecture, parameters, size_bytes, origin, licence, created_at_ms)
     VALUES (@id, @name, @path, @architecture, @parameters, @sizeBytes, @origin, @licence, @createdAtMs)`,
  );
  return {
    models: (): Model[] => all.all().map(line => Model.parse(line)),
    model: (id: ModelId): Model => {
      const line = byId.get(id);
      if (line === undefined) throw new LuthierError('model.not_found', { id });
      return Model.parse(line);
    },
    atPath: (path: string): Model | undefined => {
      const line = byPath.get(path);
      return line === undefined ? undefined : Model.parse(line);
    },
    insert: (model: Model): void => void insert.run(model),
  };
}
