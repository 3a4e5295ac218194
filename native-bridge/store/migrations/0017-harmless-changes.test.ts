import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { duplicateTable } from '../duplicates.ts';
import { MIGRATIONS, migrate } from '../migrate.ts';
import { harmlessChanges } from './0017-harmless-changes.ts';

test('ST-15 what a search of an older project found is as true as it was', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const db = new Sqlite(file);
  db.pragma('foreign_keys = ON');
  migrate(db, file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(harmlessChanges)));
  db.exec(`
    INSERT INTO datasets (key, id, name, columns, roles, source_sha256, source_name, complete, created_at_ms)
      VALUES (1, 'ds_1', 'mails', '["text"]', '{"text":"text"}', '', 'mails', 1, 0);
    INSERT INTO changes (id, dataset, title, at_ms) VALUES (1, 1, 'Remove near duplicates', 1);
    INSERT INTO duplicate_searches (dataset, column_name, threshold, rows, seconds, at_ms, changes, last_change, removals)
      VALUES (1, 'text', 0.8, 3, 1, 1, 0, 0, '[1]');
  `);

  migrate(db, file);

  const table = duplicateTable(db);
  expect(table.search(1)).toMatchObject({ threshold: 0.8, isOutdated: false });
  db.exec("INSERT INTO changes (id, dataset, title, at_ms) VALUES (2, 1, 'Set the parts', 2)");
  expect(table.search(1)).toMatchObject({ isOutdated: true });
  table.addHarmless(1, 2);
  expect(table.search(1)).toMatchObject({ isOutdated: false });
  db.close();
});
