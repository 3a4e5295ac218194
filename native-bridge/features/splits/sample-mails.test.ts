import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INSTALLATION } from '../../../test/installation.ts';
import { temporaryFolder } from '../../../test/temporary.ts';
import type { DatasetId, SplitPlan } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { openDatabase } from '../../store/open.ts';
import { rowTable } from '../../store/rows.ts';
import { importFile } from '../dataset/index.ts';
import { leaksOf, mendLeaks } from './leaks.ts';
import { splitDataset } from './split-dataset.ts';

/** The mails that come with the app: 6,046, a third of them spam, by some two thousand senders. */
const MAILS = join(INSTALLATION.root, 'resources', 'sample', 'spam-assassin.jsonl');

let folder: ReturnType<typeof temporaryFolder>;
let db: ReturnType<typeof openDatabase>;
let datasetId: DatasetId;
const amounts = { unit: 'percent', train: 80, validation: 10, test: 10 } as const;

beforeAll(async () => {
  folder = temporaryFolder();
  db = openDatabase(join(folder.path, 'luthier.db'));
  const roles = { group: 'sender', time: 'date' };
  const { dataset } = await importFile(db, folder.path, { file: MAILS, roles }, () => {});
  datasetId = dataset.id;
});

afterAll(() => {
  db.close();
  folder[Symbol.dispose]();
});

const split = (plan: SplitPlan) => splitDataset(db, { datasetId, plan, unlockTest: true }, 1);

test('SP-30 real mails by sender: no leak, sizes within a hundredth, each split with the mix of the whole', () => {
  const { sizes, labels, leaks } = split({ way: 'group', amounts, seed: 42, nearTogether: true });

  expect(leaks).toMatchObject({ equalTexts: 0, nearTexts: 0, sharedGroups: 0, leakedRows: 0 });
  const all = datasetTable(db).dataset(datasetId);
  const spam = labels.find(({ label }) => label === 'spam');
  const share = (all.labels.find(({ label }) => label === 'spam')?.rows ?? 0) / all.rowCount;
  for (const [name, of] of [
    ['train', 0.8],
    ['validation', 0.1],
    ['test', 0.1],
  ] as const) {
    expect(Math.abs(sizes[name] / all.rowCount - of)).toBeLessThan(0.01);
    expect(Math.abs((spam?.[name] ?? 0) / sizes[name] - share)).toBeLessThan(0.02);
  }
});

test('SP-31 real mails stratified: sizes to the row where nothing is bound to another', () => {
  const { sizes, leaks } = split({ way: 'stratified', amounts, seed: 42, nearTogether: true });

  expect(sizes).toEqual({ train: 4837, validation: 605, test: 604 });
  expect(leaks.equalTexts + leaks.nearTexts).toBe(0);
});

test('SP-32 real mails by time: what leaks is mended without mixing times', () => {
  const { times, leaks } = split({ way: 'time', amounts });

  expect(times?.trainUntilMs).toBeLessThan(times?.testFromMs ?? 0);
  expect(leaks.leakedRows).toBeGreaterThan(0);
  expect(leaks.mends.map(({ keepsOrder }) => keepsOrder)).toContain(false);
  const way = leaks.mends.find(({ keepsOrder }) => keepsOrder)?.way;
  if (way === undefined) throw new Error('no way to mend keeps the order');

  const mended = mendLeaks(db, { datasetId, way, unlockTest: true }, 2, () => {});

  expect(mended).toMatchObject({ keepsOrder: true, leaks: { leakedRows: 0 } });
});

test('SP-33 a leak planted in real mails is found, and mended at one stroke', () => {
  const key = datasetTable(db).key(datasetId);
  split({ way: 'group', amounts, seed: 42, nearTogether: true });
  const rows = [...rowTable(db).each(key)];
  const [kept, other] = rows.filter(({ split, cells }) => split === 'test' && String(cells.text).length > 500);
  const copies = rows.filter(({ split }) => split === 'train').slice(0, 2);
  if (kept === undefined || other === undefined) throw new Error('the test has no long mails');
  const texts = [String(kept.cells.text).toUpperCase(), `${other.cells.text}\n\nRegards`];
  const plant = copies.map(({ row, cells }, at) => ({
    row,
    before: { cells },
    after: { cells: { ...cells, text: texts[at] ?? '' } },
  }));
  changeLog(db).apply(key, 'two copies', 3, plant);

  expect(leaksOf(db, datasetId)).toMatchObject({ equalTexts: 1, nearTexts: 1, sharedGroups: 0, leakedRows: 2 });
  const mended = mendLeaks(db, { datasetId, way: 'keepTest', unlockTest: false }, 4, () => {});
  expect(mended.leaks.leakedRows).toBe(0);
  expect(mended.takenOut).toBe(2);
});
