import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { ProjectLock } from './lock.ts';
import { MIGRATIONS, migrate } from './migrate.ts';
import { openDatabase } from './open.ts';

test('ST-1 a project of a newer Luthier is refused with both versions and left as it is', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const newer = new Sqlite(file);
  newer.pragma(`user_version = ${MIGRATIONS.length + 1}`);
  newer.close();
  const before = readFileSync(file);

  expect(() => openDatabase(file)).toThrow(
    `project version ${MIGRATIONS.length + 1}, this one reads up to ${MIGRATIONS.length}`,
  );
  expect(readFileSync(file)).toEqual(before);
});

test('ST-2 an older project is migrated after a backup that holds what it was', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const db = openDatabase(file);
  db.prepare("INSERT INTO project (only, name, created_at_ms) VALUES (1, 'old', 1)").run();

  migrate(db, file, [...MIGRATIONS, { name: '9999-later', up: "UPDATE project SET name = 'new'" }]);

  const backup = new Sqlite(`${file}.v${MIGRATIONS.length}.bak`, { readonly: true });
  const name = (of: Sqlite.Database) => of.prepare('SELECT name FROM project').pluck().get();
  expect([name(backup), name(db)]).toEqual(['old', 'new']);
  backup.close();
  db.close();
});

test('ST-3 a migration that fails leaves the project at its old version', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const db = openDatabase(file);

  expect(() => migrate(db, file, [...MIGRATIONS, { name: 'broken', up: 'CREATE TABLE x (a); nonsense' }])).toThrow();

  expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
  expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'x'").pluck().get()).toBe(0);
  db.close();
});

test('ST-4 a file that is no database is reported as damaged, and not replaced by an empty one', () => {
  using folder = temporaryFolder();
  const file = folder.write('luthier.db', 'this is no database, but somebody may need it');

  expect(() => openDatabase(file)).toThrow('cannot be read');
  expect(readFileSync(file, 'utf8')).toContain('somebody may need it');
});

test('ST-5 a second core on one project is told who holds it and where', () => {
  using folder = temporaryFolder();
  using first = new ProjectLock(folder.path);
  first.announce('http://127.0.0.1:4321', 'secret');

  expect(() => new ProjectLock(folder.path)).toThrow(`process ${process.pid}`);
  expect(() => new ProjectLock(folder.path)).toThrow(
    expect.objectContaining({ hint: expect.stringContaining(':4321') }),
  );
});

test('ST-6 the lock goes with its holder, and the file that names it is readable by nobody else', () => {
  using folder = temporaryFolder();
  const first = new ProjectLock(folder.path);
  first.announce('http://127.0.0.1:1', 'secret');
  expect(readdirSync(join(folder.path, '.core'))).toContain('holder.json');
  first[Symbol.dispose]();

  expect(existsSync(join(folder.path, '.core', 'holder.json'))).toBe(false);
  new ProjectLock(folder.path)[Symbol.dispose]();
});

test('ST-7 a stale holder file of a killed core does not keep anyone out', () => {
  using folder = temporaryFolder();
  new ProjectLock(folder.path)[Symbol.dispose]();
  writeFileSync(
    join(folder.path, '.core', 'holder.json'),
    JSON.stringify({ pid: 1, sinceMs: 1, address: 'http://127.0.0.1:1', token: 'x' }),
  );

  new ProjectLock(folder.path)[Symbol.dispose]();
});
