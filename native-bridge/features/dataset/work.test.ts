import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { openDatabase } from '../../store/open.ts';
import { rowTable } from '../../store/rows.ts';
import { clean } from './clean.ts';
import { freeze } from './freeze.ts';
import { importFile } from './import/import-file.ts';
import { leaksOf, splitDataset } from './split-dataset.ts';

async function imported(rows: readonly object[]) {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const file = folder.write('mails.jsonl', rows.map(row => JSON.stringify(row)).join('\n'));
  const { dataset } = await importFile(db, folder.path, { file, roles: { group: 'sender' } }, () => {}).catch(error => {
    folder[Symbol.dispose]();
    throw error;
  });
  return {
    db,
    project: folder.path,
    id: dataset.id,
    key: datasetTable(db).key(dataset.id),
    dataset: () => datasetTable(db).dataset(dataset.id),
    dump: () => db.prepare('SELECT * FROM rows ORDER BY row').all(),
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

const mail = (text: string | null, label: string, sender = text ?? 'nobody') => ({ text, label, sender });
const many = Array.from({ length: 60 }, (_, index) => mail(`mail ${index}`, index % 2 ? 'ham' : 'spam'));

test('DS-30 cleaning drops empty, repeated and contradicting rows and says how many of each', async () => {
  using project = await imported([
    mail('  Hello\r\nthere ', 'ham'),
    mail('hello there', 'ham'),
    mail('', 'ham'),
    mail(null, 'spam'),
    mail('free money', 'spam'),
    mail('FREE  money', 'ham'),
    mail('fine', 'ham'),
  ]);

  const report = clean(project.db, project.id, 1000);

  expect(report.steps).toEqual([
    { step: 'normalise', removed: 0, changed: 1 },
    { step: 'drop-empty', removed: 2, changed: 0 },
    { step: 'drop-duplicates', removed: 1, changed: 0 },
    { step: 'drop-conflicts', removed: 2, changed: 0 },
  ]);
  expect(
    rowTable(project.db)
      .at(project.key, 0, 10)
      .map(({ row, cells }) => [row, cells.text]),
  ).toEqual([
    [1, 'Hello\nthere'],
    [7, 'fine'],
  ]);
  expect(project.dataset()).toMatchObject({ rowCount: 2, labels: [{ label: 'ham', rows: 2 }] });
});

test('DS-31 undo brings every row back as it was, redo takes it away again', async () => {
  using project = await imported([mail(' a ', 'ham'), mail('a', 'ham'), mail('b', 'spam')]);
  const log = changeLog(project.db);
  const before = project.dump();

  clean(project.db, project.id, 1000);
  const after = project.dump();

  log.undo(project.key, project.id);
  expect(project.dump()).toEqual(before);
  log.redo(project.key, project.id);
  expect(project.dump()).toEqual(after);
  expect(() => log.redo(project.key, project.id)).toThrow('There is no change to redo.');
});

test('DS-32 a change after an undo forgets what could have been redone', async () => {
  using project = await imported(many);
  const log = changeLog(project.db);
  clean(project.db, project.id, 1);
  splitDataset(project.db, splitting(project.id, 1), 2);

  log.undo(project.key, project.id);
  splitDataset(project.db, splitting(project.id, 2), 3);

  expect(log.history(project.key).map(({ undone }) => undone)).toEqual([false]);
});

function splitting(datasetId: Awaited<ReturnType<typeof imported>>['id'], seed: number) {
  return { datasetId, sizes: { train: 30, validation: 6, test: 12 }, seed, byGroup: true };
}

test('DS-33 freezing writes the split rows as Parquet named by its hash, and the same rows give the same version', async () => {
  using project = await imported(many);
  splitDataset(project.db, splitting(project.id, 1), 1);

  const version = freeze(project.db, project.project, { datasetId: project.id, name: 'v1', acceptLeaks: false }, 2);
  const bytes = readFileSync(join(project.project, version.path));
  const rows = await parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  });

  expect(createHash('sha256').update(bytes).digest('hex')).toBe(version.hash);
  expect(version).toMatchObject({
    rowCount: 48,
    splitSizes: { train: 30, validation: 6, test: 12 },
    labels: ['ham', 'spam'],
  });
  expect(Object.keys(rows[0] ?? {})).toEqual(['row', 'split', 'text', 'label', 'sender']);
  expect(rows).toHaveLength(48);
  const again = freeze(project.db, project.project, { datasetId: project.id, name: 'v1', acceptLeaks: false }, 3);
  expect(again.hash).toBe(version.hash);
});

test('DS-34 a leak blocks freezing until it is accepted in words, and the version carries the mark', async () => {
  using project = await imported(many);
  splitDataset(project.db, splitting(project.id, 1), 1);
  const { train, test } = {
    train: rowTable(project.db).page({ dataset: project.key, after: 0, limit: 1, split: 'train' })[0]?.row ?? 0,
    test: rowTable(project.db).page({ dataset: project.key, after: 0, limit: 1, split: 'test' })[0]?.row ?? 0,
  };
  const cells = rowTable(project.db).row(project.key, train)?.cells ?? {};
  changeLog(project.db).apply(project.key, 'copy', 2, [{ row: test, before: {}, after: { cells } }]);

  const freezing = (acceptLeaks: boolean) =>
    freeze(project.db, project.project, { datasetId: project.id, name: 'v', acceptLeaks }, 3);

  expect(leaksOf(project.db, project.id).leakedRows).toBe(1);
  expect(() => freezing(false)).toThrow('1 rows stand in more than one split (1 equal texts, 1 shared groups).');
  expect(freezing(true).leakedRows).toBe(1);
});

test('DS-35 a dataset of one class, or without labels, is not split', async () => {
  using oneClass = await imported([mail('a', 'ham'), mail('b', 'ham')]);
  using unlabelled = await imported([
    { text: 'a', sender: 'x' },
    { text: 'b', sender: 'y' },
  ]);

  expect(() => splitDataset(oneClass.db, splitting(oneClass.id, 1), 1)).toThrow('needs at least two');
  expect(() => splitDataset(unlabelled.db, splitting(unlabelled.id, 1), 1)).toThrow('has no label column');
});

test('DS-36 freezing before splitting is refused with the split that is missing', async () => {
  using project = await imported(many);

  expect(() =>
    freeze(project.db, project.project, { datasetId: project.id, name: 'v', acceptLeaks: false }, 1),
  ).toThrow('has no train split');
});
