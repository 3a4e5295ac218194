import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import type { DatasetId } from '../../contract/index.ts';
import { datasetTable } from '../datasets.ts';
import { MIGRATIONS, migrate } from '../migrate.ts';
import { rowPlaceTable } from '../row-places.ts';
import { rowPlaces } from './0014-row-places.ts';

test('ST-14 of a dataset of an older project no places are known; of a later one they are, and go with it', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'luthier.db');
  const db = new Sqlite(file);
  db.pragma('foreign_keys = ON');
  migrate(db, file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(rowPlaces)));
  db.exec(`INSERT INTO datasets (key, id, name, columns, roles, source_sha256, source_name, complete, created_at_ms)
    VALUES (1, 'ds_1', 'mails', '["text"]', '{"text":"text"}', '', 'mails', 1, 0)`);

  migrate(db, file);

  const datasets = datasetTable(db);
  const id = 'ds_1' as DatasetId;
  expect(datasets.ledger(id, 0, 1).placed).toBe(0);
  expect([...datasets.places(id)]).toEqual([]);
  rowPlaceTable(db).insert(1, 1, 3, [
    { file: 'a', lines: [2, 1, 1, 1] },
    { file: 'b', lines: [7, 1] },
  ]);
  expect(datasets.ledger(id, 0, 1).placed).toBe(3);
  expect([...datasets.places(id)].flat()).toEqual([
    { row: 1, file: 'a', line: 2 },
    { row: 2, file: 'a', line: 3 },
    { row: 3, file: 'b', line: 7 },
  ]);
  datasets.remove(1);
  expect(rowPlaceTable(db).count(1)).toBe(0);
  db.close();
});
