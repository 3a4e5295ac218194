import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import type {
  Cell,
  DatasetId,
  EvaluationId,
  Roles,
  RunId,
  SplitPlan,
  SplitWayName,
  VersionHash,
} from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { jobTable } from '../../store/jobs.ts';
import { leakTable } from '../../store/leaks.ts';
import { openDatabase } from '../../store/open.ts';
import { rowTable } from '../../store/rows.ts';
import { versionTable } from '../../store/versions.ts';
import { leaksOf, mendLeaks } from './leaks.ts';
import { previewSplit, splitDataset } from './split-dataset.ts';
import { testUsesOf } from './test-lock.ts';
import { WAYS } from './ways/index.ts';

const ID = 'ds_000000000001' as DatasetId;
const ROLES: Roles = { text: 'text', label: 'label', group: 'sender', time: 'date' };

type Cells = Record<string, Cell>;

/** A project with one dataset of these rows. */
function project(rows: Iterable<Cells>, roles: Roles = ROLES) {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const datasets = datasetTable(db);
  const columns = ['text', 'label', 'sender', 'date', 'part'];
  const about = { name: 'mails', columns, roles, sourceSha256: '', sourceName: 'mails.jsonl', createdAtMs: 1 };
  const key = datasets.insert({ id: ID, ...about });
  const table = rowTable(db);
  db.transaction(() => {
    let row = 0;
    for (const cells of rows) {
      row += 1;
      const label = roles.label === undefined ? null : (cells[roles.label] ?? null);
      table.insert(key, row, cells, label === null ? null : String(label));
    }
  })();
  datasets.complete(key, columns, roles);
  return {
    db,
    key,
    split: (plan: SplitPlan, unlockTest = false) => splitDataset(db, { datasetId: ID, plan, unlockTest }, 1),
    preview: (plan: SplitPlan) => previewSplit(db, { datasetId: ID, plan }, () => {}),
    splits: () => [...rowTable(db).each(key)].map(({ split }) => split),
    setSplits: (of: Readonly<Record<number, 'train' | 'validation' | 'test'>>) =>
      changeLog(db).apply(
        key,
        'by hand',
        1,
        Object.entries(of).map(([row, split]) => ({ row: Number(row), before: {}, after: { split } })),
      ),
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

/** Words that no other text has, so that nothing is nearly equal by chance. */
const words = (seed: number) =>
  Array.from({ length: 12 }, (_, at) => ((seed + 1) * 7919 * (at + 3)).toString(36)).join(' ');
const day = (number: number) => new Date(Date.UTC(2020, 0, 1 + number)).toISOString();

function* mails(count: number): Generator<Cells> {
  for (let at = 0; at < count; at++) {
    const part = ['train', 'train', 'dev', 'test', 'other'][at % 5] as string;
    yield {
      text: words(at),
      label: at % 3 === 0 ? 'spam' : 'ham',
      sender: `sender ${Math.floor(at / (1 + (at % 4)))}`,
      date: day(at),
      part,
    };
  }
}

const amounts = { unit: 'percent', train: 60, validation: 20, test: 20 } as const;
const dealt = { amounts, seed: 1, nearTogether: true };
const PLANS = {
  random: { way: 'random', ...dealt },
  stratified: { way: 'stratified', ...dealt },
  group: { way: 'group', ...dealt },
  time: { way: 'time', amounts },
  column: { way: 'column', column: 'part' },
} as const satisfies { [Way in SplitWayName]: Extract<SplitPlan, { way: Way }> };

test.each(WAYS.map(({ way }) => way))(
  'SP-1 %s: splits as previewed, is undone at one stroke, and gives the same again',
  way => {
    using made = project(mails(500));
    const preview = made.preview(PLANS[way]);
    expect(new Set(made.splits())).toEqual(new Set([null]));

    const { leaks: _, changeId, ...report } = made.split(PLANS[way]);
    const splits = made.splits();

    expect(report).toEqual(preview);
    for (const split of ['train', 'validation', 'test'] as const) {
      expect(splits.filter(one => one === split).length).toBe(report.sizes[split]);
      expect(report.sizes[split]).toBeGreaterThan(60);
    }
    const left = Object.values(report.leftOut).reduce((sum, rows) => sum + rows, 0);
    expect(report.sizes.train + report.sizes.validation + report.sizes.test + left).toBe(500);

    expect(changeLog(made.db).undo(made.key, ID).id).toBe(changeId);
    expect(new Set(made.splits())).toEqual(new Set([null]));
    made.split(PLANS[way]);
    expect(made.splits()).toEqual(splits);
  },
);

test('SP-2 by group no sender stands in two splits; stratified each split has the mix of the whole', () => {
  using made = project(mails(500));

  expect(made.split(PLANS.group).leaks.sharedGroups).toBe(0);
  const { labels, sizes } = made.split(PLANS.stratified, true);
  const spam = labels.find(({ label }) => label === 'spam');
  for (const split of ['train', 'validation', 'test'] as const) {
    expect((spam?.[split] ?? 0) / sizes[split]).toBeCloseTo(1 / 3, 1);
  }
});

test('SP-3 by time training ends before the test begins, rows without a date stay out, and a label that moves is told', () => {
  const moving = [...mails(100)].map((cells, at) => ({
    ...cells,
    label: at < 50 ? 'spam' : 'ham',
    date: at % 10 === 0 ? 'some day' : day(Math.floor(at / 2)),
  }));
  using made = project(moving.reverse());

  const { sizes, times, leftOut, labelShift } = made.split(PLANS.time);

  expect(sizes).toEqual({ train: 54, validation: 18, test: 18 });
  expect(times?.trainUntilMs).toBeLessThan(times?.testFromMs ?? 0);
  expect(leftOut).toEqual({ noLabel: 0, noDate: 10, noValue: 0, notNeeded: 0 });
  expect(labelShift).toMatchObject({ label: 'ham', before: 0, after: 1 });
});

test('SP-4 rows of one moment are not parted by time, no split stays empty for it, and too few moments are said', () => {
  using one = project([...mails(50)].map(cells => ({ ...cells, date: day(1) })));
  expect(() => one.split(PLANS.time)).toThrow('50 rows have 1 different times');

  using three = project([...mails(50)].map((cells, at) => ({ ...cells, date: day(at < 40 ? 1 : at < 42 ? 2 : 3) })));
  expect(three.split(PLANS.time).sizes).toEqual({ train: 40, validation: 2, test: 8 });

  using two = project([...mails(50)].map((cells, at) => ({ ...cells, date: day(at < 40 ? 1 : 2) })));
  expect(() => two.split(PLANS.time)).toThrow('50 rows have 2 different times');
  expect(two.split({ ...PLANS.time, amounts: { ...amounts, validation: 0 } }).sizes).toMatchObject({
    train: 30,
    test: 10,
  });
});

test('SP-5 the column of a file says the split; other values stay out, and none at all is an error with what it holds', () => {
  using made = project(mails(50));

  const report = made.split(PLANS.column);

  expect(made.splits().slice(0, 5)).toEqual(['train', 'train', 'validation', 'test', null]);
  expect(report.leftOut.noValue).toBe(10);
  expect(() => made.preview({ way: 'column', column: 'label' })).toThrow('it holds spam, ham.');
  expect(() => made.preview({ way: 'column', column: 'fold' })).toThrow('has no column fold');
});

test('SP-6 without labels a dataset splits at random, by time and by column, and not stratified', () => {
  using made = project(mails(100), { text: 'text', time: 'date' });

  expect(made.split(PLANS.random).sizes).toEqual({ train: 60, validation: 20, test: 20 });
  expect(made.split(PLANS.time, true).sizes).toEqual({ train: 60, validation: 20, test: 20 });
  expect(made.split(PLANS.column, true).sizes).toEqual({ train: 40, validation: 20, test: 20 });
  expect(() => made.split(PLANS.stratified, true)).toThrow('has no label column');
  expect(() => made.split(PLANS.group, true)).toThrow('No column of mails has the role group.');
});

/** Instructions with what is added to them and an answer, as Alpaca has them. */
function* tasks(count: number, instructions: number): Generator<Cells> {
  for (let at = 0; at < count; at++) {
    const instruction = `Read what follows with care, and then say in one word which of the kinds it is: ${at % instructions}`;
    yield { instruction, input: `thing ${words(at).slice(0, 12)}`, output: at % 2 === 0 ? 'yes' : 'no' };
  }
}
const TASK_ROLES: Roles = { text: 'instruction', prompt: 'instruction', context: 'input', completion: 'output' };

test('SP-20 instructions that stand in many rows bind nothing; what is added to them tells the rows apart', () => {
  using made = project(tasks(300, 3), TASK_ROLES);

  expect(made.split(PLANS.random)).toMatchObject({
    sizes: { train: 180, validation: 60, test: 60 },
    leaks: { leakedRows: 0 },
  });
});

test('SP-20 the same input under the same instruction leaks, also with another answer; a nearly equal one does too', () => {
  const rows = [...tasks(60, 3)].map((cells, at) => ({ ...cells, input: words(at) }));
  const [one] = rows as [Cells & { input: string }];
  using made = project([...rows, { ...one, output: 'maybe' }, { ...one, input: `${one.input}!` }], TASK_ROLES);
  made.setSplits({ 1: 'train', 2: 'train', 3: 'test', 61: 'test', 62: 'validation' });

  expect(leaksOf(made.db, ID)).toMatchObject({ equalTexts: 1, nearTexts: 1, leakedRows: 2 });
});

test('SP-23 empty texts bind nothing and leak nothing', () => {
  using made = project([...mails(200)].map((cells, at) => ({ ...cells, text: at % 4 === 0 ? ' ' : cells.text })));

  const { sizes, leaks } = made.split(PLANS.random);

  expect(sizes).toEqual({ train: 120, validation: 40, test: 40 });
  expect(leaks).toMatchObject({ equalTexts: 0, nearTexts: 0 });
  const empty = made.splits().filter((_, at) => at % 4 === 0);
  expect(new Set(empty)).toEqual(new Set(['train', 'validation', 'test']));
});

test('SP-7 a test split is locked until it is let go', () => {
  using made = project(mails(100));
  made.split(PLANS.random);
  const before = made.splits();

  expect(() => made.split({ ...PLANS.random, seed: 2 })).toThrow('The test split of mails is locked: it has 20 rows');
  expect(made.splits()).toEqual(before);
  made.split({ ...PLANS.random, seed: 2 }, true);
  expect(made.splits()).not.toEqual(before);
});

/** Row 1 and 2 have one text, 3 and 4 nearly one, 5 and 6 one sender; the rest stands alone. */
function* leaky(): Generator<Cells> {
  const rows = [...mails(40)].map((cells, at) => ({ ...cells, sender: `sender ${at}` }));
  const [one, two, three, four, five, six] = rows as unknown as [Cells, Cells, Cells, Cells, Cells, Cells];
  two.text = `  ${String(one.text).toUpperCase()}`;
  three.text = `${words(1000)} ${words(1001)} ${words(1002)} first`;
  four.text = `${words(1000)} ${words(1001)} ${words(1002)} second`;
  six.sender = five.sender as string;
  yield* rows;
}

test('SP-8 equal texts, near duplicates and groups across splits are counted, listed and mended at one stroke', () => {
  using made = project(leaky());
  made.setSplits({ 1: 'train', 2: 'test', 3: 'train', 4: 'test', 5: 'train', 6: 'validation', 7: 'train', 8: 'test' });

  expect(leaksOf(made.db, ID)).toMatchObject({
    equalTexts: 1,
    nearTexts: 1,
    sharedGroups: 1,
    leakedRows: 3,
    mends: [
      { way: 'keepTest', moved: 1, takenOut: 2, testRows: 0 },
      { way: 'together', takenOut: 0 },
      { way: 'toTrain', takenOut: 0, testRows: 2 },
      { way: 'toTest', takenOut: 0, testRows: 2 },
      { way: 'keepTrain', moved: 0, takenOut: 3, testRows: 2 },
    ],
  });
  expect(leakTable(made.db).page(made.key, 1, 1)).toEqual([
    { reason: 'near', sizes: { train: 1, validation: 0, test: 1 }, rows: [3, 4] },
  ]);

  const mended = mendLeaks(made.db, { datasetId: ID, way: 'keepTest', unlockTest: false }, 2, () => {});

  expect(mended).toMatchObject({ moved: 1, takenOut: 2 });
  expect(mended.leaks).toMatchObject({ equalTexts: 0, nearTexts: 0, sharedGroups: 0, leakedRows: 0 });
  expect(leakTable(made.db).count(made.key)).toBe(0);
  expect(made.splits().slice(0, 8)).toEqual([null, 'test', null, 'test', 'train', 'train', 'train', 'test']);
  changeLog(made.db).undo(made.key, ID);
  expect(leaksOf(made.db, ID).leakedRows).toBe(3);
});

test('SP-9 mending that would change the test asks for the lock, and then moves a set whole', () => {
  using made = project(leaky());
  made.setSplits({ 1: 'train', 2: 'test' });
  const mend = (unlockTest: boolean) => mendLeaks(made.db, { datasetId: ID, way: 'toTrain', unlockTest }, 2, () => {});

  expect(() => mend(false)).toThrow('is locked');
  expect(mend(true)).toMatchObject({ moved: 1, takenOut: 0, leaks: { leakedRows: 0 } });
  expect(made.splits().slice(0, 2)).toEqual(['train', 'train']);
});

test('SP-18 rows that change while leaks are looked for are mended as they are now, and undo brings that back', () => {
  using made = project(leaky());
  made.setSplits({ 1: 'train', 2: 'test' });
  let told = 0;
  const progress = () => {
    told += 1;
    if (told === 1) made.setSplits({ 1: 'validation' });
  };

  mendLeaks(made.db, { datasetId: ID, way: 'keepTest', unlockTest: false }, 2, progress);

  expect(told).toBeGreaterThan(1);
  expect(made.splits().slice(0, 2)).toEqual([null, 'test']);
  changeLog(made.db).undo(made.key, ID);
  expect(made.splits().slice(0, 2)).toEqual(['validation', 'test']);
});

test('SP-10 a split keeps near duplicates together when asked to, so that it leaks nothing', () => {
  const twins = [...mails(60)].flatMap(cells => [
    { ...cells, text: `${cells.text} ${cells.text} ${words(5000)} one` },
    { ...cells, text: `${cells.text} ${cells.text} ${words(5000)} two` },
  ]);
  using made = project(twins);

  expect(made.split(PLANS.stratified).leaks.nearTexts).toBe(0);
  expect(made.split({ ...PLANS.stratified, nearTogether: false }, true).leaks.nearTexts).toBeGreaterThan(0);
});

test('SP-12 each evaluation that was started on the test split of a version counts as a use, others do not', () => {
  using made = project(mails(100));
  made.split(PLANS.random);
  const hash = 'a'.repeat(64) as VersionHash;
  const sizes = { train: 60, validation: 20, test: 20 };
  versionTable(made.db).insert({
    hash,
    datasetId: ID,
    name: 'v1',
    path: `versions/${hash}.parquet`,
    rowCount: 100,
    splitSizes: sizes,
    columns: ['text', 'label'],
    kinds: {},
    origin: null,
    roles: ROLES,
    labels: ['ham', 'spam'],
    leakedRows: 0,
    createdAtMs: 1,
    acceptedLeaks: null,
    parent: null,
    recipe: [],
    upToChange: 0,
    sizeBytes: 1,
  });
  const jobs = jobTable(made.db);
  for (const [number, split] of (['test', 'validation', 'test'] as const).entries()) {
    const id = `ev_00000000000${number}` as EvaluationId;
    const version = { path: 'v', sha256: hash, textColumn: 'text', labelColumn: 'label' };
    const model = { path: 'm', adapterPath: null };
    const task = { kind: 'classify' as const, instruction: '{text}', labels: ['ham', 'spam'], maxTextTokens: 96 };
    const spec = {
      kind: 'evaluate' as const,
      id,
      contractVersion: 1,
      title: `run on ${split}`,
      createdAtMs: number,
      device: 'auto',
      seed: 1,
      runId: 'run_000000000001' as RunId,
      version,
      split,
      task,
      subjects: [{ name: 'base', model }],
      bootstrapDraws: 1000,
    };
    const record = { id, kind: spec.kind, folder: `evaluations/${id}`, spec, runId: spec.runId, createdAtMs: number };
    const state = { state: 'failed' as const, place: number, device: 'auto', attempt: 0, exitCode: null, error: null };
    jobs.insert({ ...record, ...state, startedAtMs: null, endedAtMs: null });
  }

  expect(testUsesOf({ jobs, versions: versionTable(made.db) }, ID).map(({ jobId }) => jobId)).toEqual([
    'ev_000000000002',
    'ev_000000000000',
  ]);
  expect(() => made.split(PLANS.random)).toThrow('was used 2 times');
});

test('SP-11 work that is stopped half-way changes nothing', () => {
  using made = project(mails(3000));
  const stop = () => {
    throw new Error('stopped');
  };

  expect(() => splitDataset(made.db, { datasetId: ID, plan: PLANS.random, unlockTest: false }, 1, stop)).toThrow(
    'stopped',
  );
  expect(new Set(made.splits())).toEqual(new Set([null]));
  expect(changeLog(made.db).history(made.key)).toEqual([]);
});
