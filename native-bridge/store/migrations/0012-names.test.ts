import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { MIGRATIONS, migrate } from '../migrate.ts';
import { nameTable } from '../row-names.ts';
import { names } from './0012-names.ts';

test('ST-12 an older project can keep names, and they go with their dataset', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const db = new Sqlite(file);
  db.pragma('foreign_keys = ON');
  migrate(db, file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(names)));
  db.exec(`INSERT INTO datasets (key, id, name, columns, roles, source_sha256, source_name, complete, created_at_ms)
    VALUES (1, 'ds_1', 'mails', '["text"]', '{"text":"text"}', '', 'mails', 1, 0)`);

  migrate(db, file);

  const table = nameTable(db);
  table.put(1, [{ row: 3, column: 'text', stamp: 'a', spans: [{ start: 0, end: 4 }] }]);
  table.put(1, [{ row: 3, column: 'text', stamp: 'b', spans: [] }]);
  table.put(1, [
    {
      row: 4,
      column: 'text',
      stamp: 'c',
      spans: [
        { start: 1, end: 3 },
        { start: 5, end: 9 },
      ],
    },
  ]);
  const known = table.ofColumn(1, 'text');
  expect([known(3), known(4), known(5)]).toEqual([
    { stamp: 'b', spans: [] },
    {
      stamp: 'c',
      spans: [
        { start: 1, end: 3 },
        { start: 5, end: 9 },
      ],
    },
    undefined,
  ]);
  db.exec('DELETE FROM datasets');
  expect(db.prepare('SELECT count(*) AS left FROM row_names').get()).toEqual({ left: 0 });
  db.close();
});
