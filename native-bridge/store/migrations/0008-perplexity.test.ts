import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { MIGRATIONS, migrate } from '../migrate.ts';
import { perplexity } from './0008-perplexity.ts';

const JOB = `INSERT INTO jobs (id, kind, folder, spec, run_id, state, place, device, created_at_ms)
  VALUES (?, ?, ?, '{}', 'run_1', 'finished', 3, 'cpu', 7)`;

test('ST-10 jobs of any kind can be kept, and those that were there keep their predictions', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const db = new Sqlite(file);
  db.pragma('foreign_keys = ON');
  migrate(db, file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(perplexity)));
  db.prepare(JOB).run('ev_1', 'evaluate', 'evaluations/ev_1');
  db.prepare("INSERT INTO predictions VALUES ('ev_1', 1, 'ham', 'base', 'spam', 0.75, '[0.25,0.75]')").run();
  const dump = () => [db.prepare('SELECT * FROM jobs').all(), db.prepare('SELECT * FROM predictions').all()];
  const before = dump();
  expect(() => db.prepare(JOB).run('px_1', 'perplexity', 'perplexity/px_1')).toThrow('CHECK');

  migrate(db, file);

  expect(dump()).toEqual(before);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.prepare(JOB).run('px_1', 'perplexity', 'perplexity/px_1');
  db.prepare("DELETE FROM jobs WHERE id = 'ev_1'").run();
  expect(db.prepare('SELECT count(*) AS left FROM predictions').get()).toEqual({ left: 0 });
  db.close();
});
