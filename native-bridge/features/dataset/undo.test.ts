import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import type { DatasetId } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { openDatabase } from '../../store/open.ts';
import { rowTable } from '../../store/rows.ts';
import { workStarter } from '../../store/work.ts';
import type { WORKS } from './work.ts';

test('a change that is larger than the memory of a thread is undone and redone in it, and one that is stopped whole not at all', async () => {
  using folder = temporaryFolder();
  const place = { database: join(folder.path, 'luthier.db'), project: folder.path };
  const db = openDatabase(place.database);
  const datasetId = 'ds_undo00000001' as DatasetId;
  const about = { columns: ['text'], roles: { text: 'text' }, sourceSha256: '', sourceName: '', createdAtMs: 1 };
  const key = datasetTable(db).insert({ id: datasetId, name: 'undo', ...about });
  datasetTable(db).complete(key, about.columns, about.roles);
  const rows = rowTable(db);
  const cells = (row: number, word: string) => ({ text: `${row} ${word} ${'一'.repeat(2000)}` });
  const count = 12_000;
  db.transaction(() => {
    for (let row = 1; row <= count; row += 1) rows.insert(key, row, cells(row, 'before'), null);
  })();
  function* changes() {
    for (let row = 1; row <= count; row += 1) {
      yield { row, before: { cells: cells(row, 'before') }, after: { cells: cells(row, 'after') } };
    }
  }
  const changeId = changeLog(db).apply(key, 'all of them', 1, changes());
  const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url), { heapMebibytes: 48 });
  const words = () => new Set(Array.from(rows.each(key), row => String(row.cells.text).split(' ')[1]));

  using stopped = start(place, 'step', { datasetId, verb: 'undo', changeId, unlockTest: false }, ({ total }) => {
    expect(total).toBe(count);
    stopped[Symbol.dispose]();
  });
  await expect(stopped.answer).rejects.toMatchObject({ code: 'job.cancelled' });
  expect(words()).toEqual(new Set(['after']));

  using undo = start(place, 'step', { datasetId, verb: 'undo', changeId, unlockTest: false });
  expect(await undo.answer).toMatchObject({ rows: count, undone: true });
  expect(words()).toEqual(new Set(['before']));
  using redo = start(place, 'step', { datasetId, verb: 'redo', changeId, unlockTest: false });
  expect(await redo.answer).toMatchObject({ rows: count, undone: false });
  expect(words()).toEqual(new Set(['after']));
  db.close();
}, 60_000);
