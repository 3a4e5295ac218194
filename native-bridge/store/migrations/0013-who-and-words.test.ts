import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { MIGRATIONS, migrate } from '../migrate.ts';
import { whoAndWords } from './0013-who-and-words.ts';

test('ST-13 changes from before are counted and by nobody, and words are indexed anew', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const db = new Sqlite(file);
  migrate(db, file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(whoAndWords)));
  db.exec(`
    INSERT INTO datasets (key, id, name, columns, roles, source_sha256, source_name, complete, created_at_ms)
      VALUES (1, 'ds_1', 'some', '["text"]', '{"text":"text"}', 'x', 'x', 1, 0);
    INSERT INTO rows (dataset, row, cells) VALUES (1, 1, '{"text":"hello"}'), (1, 2, '{"text":"you"}');
    INSERT INTO words (rowid, text) VALUES (4294967297, 'hello');
    INSERT INTO words_upto VALUES (1, 1);
    INSERT INTO changes (id, dataset, title, at_ms) VALUES (7, 1, 'Edit', 3);
    INSERT INTO change_rows VALUES (7, 1, '{}', '{}'), (7, 2, '{}', '{}');
  `);

  migrate(db, file);

  expect(db.prepare('SELECT row_count, actor, forgotten FROM changes').all()).toEqual([
    { row_count: 2, actor: null, forgotten: 0 },
  ]);
  expect(db.prepare('SELECT * FROM words_upto').all()).toEqual([]);
  expect(db.prepare("SELECT rowid FROM words WHERE words MATCH 'hello'").all()).toEqual([]);
  db.close();
});
