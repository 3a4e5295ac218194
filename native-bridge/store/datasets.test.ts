import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { type DatasetId, LuthierError } from '../contract/index.ts';
import { datasetTable } from './datasets.ts';
import { openDatabase } from './open.ts';

test('a dataset with a long ledger is removed in parts, and the rest of it once the disk has room again', () => {
  using folder = temporaryFolder();
  using stack = new DisposableStack();
  const db = stack.adopt(openDatabase(join(folder.path, 'luthier.db')), db => db.close());
  const datasets = datasetTable(db);
  const roles = { text: 'text' };
  const add = (id: string, entries: number): number => {
    const about = { id: id as DatasetId, name: id, columns: ['text'], roles, sourceSha256: '', sourceName: 'x' };
    const key = datasets.insert({ ...about, createdAtMs: 1 });
    const { payload } = new LuthierError('dataset.not_found', { id });
    db.transaction(() => {
      for (let line = 1; line <= entries; line += 1) datasets.addReject(key, line, payload);
    })();
    datasets.complete(key, ['text'], roles);
    return key;
  };
  const key = add('ds_000000000001', 50_000);
  add('ds_000000000002', 10);
  const left = () => db.prepare<[], number>('SELECT count(*) FROM rejects').pluck().get();
  db.exec(`CREATE TEMP TRIGGER full BEFORE DELETE ON rejects WHEN old.line = 45000
    BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`);

  expect(() => datasets.remove(key)).toThrow('full');
  expect(left()).toBe(10_010);
  expect(datasets.datasets().map(({ id }) => id)).toEqual(['ds_000000000002']);

  db.exec('DROP TRIGGER full');
  datasets.sweepIncomplete();
  expect(left()).toBe(10);
});
