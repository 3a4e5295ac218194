import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import type { DatasetId, Split } from '../contract/index.ts';
import { random } from '../core/random.ts';
import { changeLog, type Patch } from './changes.ts';
import { coded } from './coded.ts';
import { datasetTable } from './datasets.ts';
import { importRows } from './import-rows.ts';
import { MIGRATIONS, migrate } from './migrate.ts';
import { openDatabase } from './open.ts';
import { tallyTable } from './tallies.ts';

const ID = 'ds_tallies00001' as DatasetId;
const LABELS = ['ham', 'spam', null];
const SPLITS: readonly (Split | null)[] = ['train', 'validation', 'test', null];
const SIZE = 300;

test('the tallies are what counting the rows gives, after any changes, undo and redo', () => {
  using folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const next = random(7);
  const oneOf = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
  const key = newDataset(db);
  const labels = Array.from({ length: SIZE }, () => oneOf(LABELS));
  const splits = Array.from({ length: SIZE }, () => oneOf(SPLITS));
  importRows(db).insert(key, 1, { cells: labels.map(() => '{}'), labels: coded(labels), splits: coded(splits) });

  const log = changeLog(db);
  for (let round = 0; round < 40; round += 1) {
    const rows = rowsOf(db, key);
    const chosen = new Set(Array.from({ length: 20 }, () => Math.ceil(next() * SIZE)));
    const changes = [...chosen].map(row => {
      const after: Patch = { label: oneOf(LABELS), split: oneOf(SPLITS), removed: oneOf([0, 1]) };
      return { row, before: rows.get(row) as Patch, after };
    });
    log.apply(key, `round ${round}`, round, changes);
    if (round % 3 === 0) log.undo(key, ID);
    if (round % 9 === 0) log.redo(key, ID);
    expect(sorted(tallyTable(db).of(key))).toEqual(sorted(counted(db, key)));
  }
  db.close();
});

test('a project of an older version is counted when it is brought up to date', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const older = new Sqlite(file);
  migrate(older, file, MIGRATIONS.slice(0, 6));
  older.exec(`INSERT INTO datasets (key, id, name, columns, roles, source_sha256, source_name, created_at_ms)
              VALUES (1, '${ID}', 'older', '[]', '{"text":"text"}', '', '', 0);
              INSERT INTO rows (dataset, row, cells, label, split, removed)
              VALUES (1, 1, '{}', 'ham', 'train', 0), (1, 2, '{}', 'ham', 'train', 0), (1, 3, '{}', NULL, NULL, 0),
                     (1, 4, '{}', 'ham', NULL, 1)`);
  older.close();

  const db = openDatabase(file);
  expect(sorted(tallyTable(db).of(1))).toEqual([
    { split: 'train', label: 'ham', rows: 2 },
    { split: null, label: null, rows: 1 },
  ]);
  expect(tallyTable(db).count(1)).toBe(3);
  db.close();
});

function newDataset(db: Database): number {
  const about = { name: 'tallied', columns: [], roles: { text: 'text' }, sourceSha256: '', sourceName: '' };
  return datasetTable(db).insert({ id: ID, ...about, createdAtMs: 0 });
}

function rowsOf(db: Database, key: number): Map<number, Patch> {
  const all = db.prepare<[number], Patch & { row: number }>(
    'SELECT row, label, split, removed FROM rows WHERE dataset = ?',
  );
  return new Map(all.all(key).map(({ row, ...parts }) => [row, parts]));
}

function counted(db: Database, key: number): unknown[] {
  const sql = 'SELECT split, label, count(*) AS rows FROM rows WHERE dataset = ? AND removed = 0 GROUP BY 1, 2';
  return db.prepare(sql).all(key);
}

function sorted(tallies: readonly unknown[]): unknown[] {
  return tallies.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
