import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import type {
  Cell,
  DatasetId,
  EvaluationId,
  ExportId,
  JobSpec,
  JobState,
  MendWay,
  Roles,
  RunId,
  Split,
  SplitPlan,
  SplitWayName,
  VersionHash,
  WorkProgress,
} from '../../contract/index.ts';
import { changeLog, type Patch } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { type JobRecord, jobTable } from '../../store/jobs.ts';
import { leakTable } from '../../store/leaks.ts';
import { openDatabase, openInWorker } from '../../store/open.ts';
import { rowTable } from '../../store/rows.ts';
import { splitPlanTable } from '../../store/split-plans.ts';
import { testSplitTable } from '../../store/test-split.ts';
import { versionTable } from '../../store/versions.ts';
import { noteTestExport, testUsesOf } from '../dataset/index.ts';
import { lastSplitOf } from './index.ts';
import { leaksOf, mendLeaks } from './leaks.ts';
import { previewSplit, splitDataset } from './split-dataset.ts';
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
    preview: (plan: SplitPlan, searched?: number) => previewSplit(db, { datasetId: ID, plan }, () => {}, searched),
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

    const { leaks: _, plan, changeId, ...report } = made.split(PLANS[way]);
    const splits = made.splits();

    expect(report).toEqual(preview);
    expect(lastSplitOf(made.db, ID)).toEqual({ plan, atMs: 1, changeId });
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

test('SP-1b the preview counts near duplicates that stay together, as the split then deals them', () => {
  const alike = Array.from({ length: 300 }, (_, at) => ({ text: `${words(1)} ${words(2)} ${at}`, label: 'ham' }));
  using made = project([...alike, ...mails(200)]);
  expect(made.preview(PLANS.random, 499)).toMatchObject({ isExact: false, sizes: { train: 300 } });
  const preview = made.preview(PLANS.random);
  expect(made.preview(PLANS.random, 499)).toEqual(preview);
  const { leaks: _, plan: _plan, changeId: _change, ...report } = made.split(PLANS.random);
  expect(preview).toEqual(report);
  expect(preview.sizes.train).toBeGreaterThanOrEqual(300);
  expect(made.preview({ ...PLANS.random, nearTogether: false }).sizes.train).toBe(300);
});

test('SP-1d a label whose rows are nearly equal, or too few, is named with each split that has none of it', () => {
  const alike = Array.from({ length: 20 }, (_, at) => ({ text: `${words(1)} ${words(2)} ${at}`, label: 'alike' }));
  const rows = [...mails(200), ...alike, { text: words(999), label: 'once' }];
  using made = project(rows);
  const plan = { ...PLANS.stratified, nearTogether: true };

  const { lacking, labels, leaks: _, plan: _plan, changeId: _change, ...report } = made.split(plan);

  expect(made.preview(plan)).toEqual({ lacking, labels, ...report });
  const splits = ['train', 'validation', 'test'] as const;
  const without = (split: (typeof splits)[number]) => labels.filter(of => of[split] === 0).map(({ label }) => label);
  expect(lacking).toEqual(
    splits
      .map(split => ({ split, labels: without(split), count: without(split).length }))
      .filter(({ count }) => count > 0),
  );
  expect(lacking.flatMap(({ labels }) => labels).sort()).toEqual(['alike', 'alike', 'once', 'once']);
  const apart = made.preview({ ...plan, nearTogether: false });
  expect(apart.lacking.flatMap(({ labels }) => labels)).toEqual(['once', 'once']);
});

test('SP-1c a preview does not fail for another writer, who only keeps its near duplicates from being remembered', () => {
  using made = project(mails(100));
  const other = openInWorker(made.db.name);
  other.exec('BEGIN IMMEDIATE');
  const preview = made.preview(PLANS.random);
  other.close();
  expect(preview.isExact).toBe(true);
  expect(made.preview(PLANS.random, 99).isExact).toBe(false);
});

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
  using made = project([...mails(200)].map((cells, at) => ({ ...cells, ...(at % 4 === 0 && { text: ' ' }) })));

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
  expect(leakTable(made.db).page(made.key, { start: 1, limit: 1 })).toEqual([
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

const HASH = 'a'.repeat(64) as VersionHash;

/** A frozen version, and jobs that were started on a split of it, by number. */
function used(
  db: Database,
  jobs: readonly (readonly [split: Split, state: JobState])[],
  exports: readonly (readonly [state: JobState, error: 'export.gate_failed' | 'model.damaged' | null])[] = [],
) {
  const version = { path: 'v', sha256: HASH, textColumn: 'text', labelColumn: 'label' };
  versionTable(db).insert({
    hash: HASH,
    datasetId: ID,
    name: 'v1',
    path: `versions/${HASH}.parquet`,
    rowCount: 100,
    splitSizes: { train: 60, validation: 20, test: 20 },
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
    splitPlan: null,
    sources: [],
    upToChange: 0,
    sizeBytes: 1,
  });
  for (const [number, [split, state]] of jobs.entries()) {
    const id = `ev_00000000000${number}` as EvaluationId;
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
      task: { kind: 'classify' as const, instruction: '{text}', labels: ['ham', 'spam'], maxTextTokens: 96 },
      subjects: [{ name: 'base', model: { path: 'm', adapterPath: null } }],
      bootstrapDraws: 1000,
    };
    insertJob(db, spec, `evaluations/${id}`, { place: number, state, error: null });
  }
  for (const [number, [state, error]] of exports.entries()) {
    const id = `ex_00000000000${number}` as ExportId;
    const spec = {
      kind: 'export' as const,
      id,
      contractVersion: 1,
      title: `run as ${state}`,
      createdAtMs: 100 + number,
      device: 'cpu',
      seed: 1,
      runId: 'run_000000000001' as RunId,
      model: { path: 'm', adapterPath: null },
      version,
      split: 'test' as const,
      task: { kind: 'classify' as const, instruction: '{text}', labels: ['ham', 'spam'], maxTextTokens: 96 },
      targetId: 'onnx-int8',
      params: {},
      gate: { metric: 'macro-f1', maxDropPoints: 1 },
    };
    const failed = error && { code: error, message: '', hint: '', facts: {} };
    insertJob(db, spec, `exports/${id}`, { place: 100 + number, state, error: failed });
  }
}

function insertJob(
  db: Database,
  spec: JobSpec & { readonly runId: RunId },
  folder: string,
  how: Pick<JobRecord, 'place' | 'state' | 'error'>,
): void {
  const record = { id: spec.id, kind: spec.kind, folder, spec, runId: spec.runId, createdAtMs: spec.createdAtMs };
  const rest = { device: spec.device, attempt: 0, exitCode: null, startedAtMs: null, endedAtMs: null };
  jobTable(db).insert({ ...record, ...rest, ...how });
}

const usesOf = (db: Database) =>
  testUsesOf({ jobs: jobTable(db), versions: versionTable(db), testSplit: testSplitTable(db) }, ID);

test('SP-12 an evaluation on the test split of a version that runs or is finished is a use; others are none', () => {
  using made = project(mails(100));
  made.split(PLANS.random);
  used(made.db, [
    ['test', 'finished'],
    ['validation', 'finished'],
    ['test', 'running'],
    ['test', 'cancelled'],
    ['test', 'failed'],
    ['test', 'queued'],
  ]);

  expect(usesOf(made.db).map(use => use.kind !== 'rows' && use.jobId)).toEqual(['ev_000000000002', 'ev_000000000000']);
  expect(() => made.split(PLANS.random)).toThrow('was used 2 times');
});

test('SP-35 an export that failed its gate scored the test split, so it is a use; one that failed before is none', () => {
  using made = project(mails(100));
  made.split(PLANS.random);
  used(
    made.db,
    [],
    [
      ['finished', null],
      ['failed', 'export.gate_failed'],
      ['failed', 'model.damaged'],
      ['cancelled', null],
    ],
  );

  expect(usesOf(made.db)).toMatchObject([
    { kind: 'export', jobId: 'ex_000000000001', state: 'failed' },
    { kind: 'export', jobId: 'ex_000000000000', state: 'finished' },
  ]);
  expect(() => made.split(PLANS.random)).toThrow('was used 2 times');
});

test('SP-25 a file with rows of the test split is a use of it, a file of another split is none', () => {
  using made = project(mails(100));
  const note = (more: Partial<Parameters<typeof noteTestExport>[1]> = {}) =>
    noteTestExport(made.db, { source: { kind: 'dataset', datasetId: ID }, file: '/tmp/rows.csv', atMs: 7, ...more });
  note();
  expect(usesOf(made.db)).toEqual([]);
  made.split(PLANS.random);
  used(made.db, []);

  note();
  note({ split: 'train' });
  note({ split: 'test', source: { kind: 'version', hash: HASH }, file: 'test.jsonl', atMs: 8 });

  expect(usesOf(made.db)).toMatchObject([
    { kind: 'rows', title: 'test.jsonl', versionName: 'v1', atMs: 8 },
    { kind: 'rows', title: 'rows.csv', versionHash: null, versionName: null, atMs: 7 },
  ]);
});

test('SP-26 rows of the test that change are counted from when it was locked, whatever changes them, and undo uncounts', () => {
  using made = project(mails(100));
  const log = changeLog(made.db);
  const test = testSplitTable(made.db);
  made.split(PLANS.random);
  expect(test.changed(made.key)).toBe(0);
  const of = (split: Split | null) => made.splits().indexOf(split) + 1;
  const [inTest, inTrain] = [of('test'), of('train')];
  const other = made.splits().lastIndexOf('test') + 1;
  const change = (row: number, before: Patch, after: Patch) =>
    log.apply(made.key, 'some change', 2, [{ row, before, after }]);
  const cells = (row: number) => rowTable(made.db).row(made.key, row)?.cells as Cells;

  change(inTrain, { cells: cells(inTrain) }, { cells: { text: 'other' } });
  change(inTest, { starred: 0 }, { starred: 1 });
  expect(test.changed(made.key)).toBe(0);
  change(inTest, { cells: cells(inTest) }, { cells: { text: 'other' } });
  change(other, { removed: 0 }, { removed: 1 });
  change(inTrain, { split: 'train' }, { split: 'test' });
  expect(test.changed(made.key)).toBe(3);

  log.undo(made.key, ID);
  log.undo(made.key, ID);
  expect(test.changed(made.key)).toBe(1);
  made.split({ ...PLANS.random, seed: 2 }, true);
  expect(test.changed(made.key)).toBe(0);
});

test('SP-27 the plan of the last split is that of the change that stands, and none after a version was brought back; the one used last stays known', () => {
  using made = project(mails(100));
  const log = changeLog(made.db);
  made.split(PLANS.random);
  made.split(PLANS.time, true);

  expect(lastSplitOf(made.db, ID)?.plan).toEqual(PLANS.time);
  log.undo(made.key, ID);
  expect(lastSplitOf(made.db, ID)?.plan).toEqual(PLANS.random);
  const restored = log.apply(made.key, 'Restore v1', 2, []);
  versionTable(made.db).addRestore(restored, HASH);
  expect(lastSplitOf(made.db, ID)).toBeNull();
  expect(splitPlanTable(made.db).lastUsed(made.key)).toEqual(PLANS.time);
  log.undo(made.key, ID);
  expect(lastSplitOf(made.db, ID)?.plan).toEqual(PLANS.random);
});

test('SP-28 after a split by time each way to mend says whether it keeps the order, and so does the mend', () => {
  const rows = [...mails(100)].map((cells, at) => ({ ...cells, sender: `sender ${at === 99 ? 1 : at}` }));
  using made = project(rows);
  made.split(PLANS.random);
  expect(leaksOf(made.db, ID).mends.map(({ keepsOrder }) => keepsOrder)).not.toContain(true);

  const { leaks } = made.split(PLANS.time, true);

  expect(leaks.sharedGroups).toBe(1);
  expect(Object.fromEntries(leaks.mends.map(({ way, keepsOrder }) => [way, keepsOrder]))).toMatchObject({
    keepTest: true,
    together: false,
    toTest: false,
    keepTrain: true,
  });
  const mend = (way: MendWay) => mendLeaks(made.db, { datasetId: ID, way, unlockTest: true }, 2, () => {});
  expect(mend('toTrain').keepsOrder).toBe(false);
  changeLog(made.db).undo(made.key, ID);
  expect(mend('keepTest').keepsOrder).toBe(true);
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

test('SP-29 a split says on one scale how far it is, while rows are written too, can be stopped then, and a mend alike', () => {
  using made = project(mails(5000));
  const request = { datasetId: ID, plan: PLANS.random, unlockTest: false };
  const written = { from: 2 / 5, to: 3 / 5 };
  const stop = ({ done, total }: WorkProgress) => {
    if (done / total > written.from && done / total < written.to) throw new Error('stopped');
  };
  expect(() => splitDataset(made.db, request, 1, stop)).toThrow('stopped');
  expect(new Set(made.splits())).toEqual(new Set([null]));

  const heard = (work: (progress: (progress: WorkProgress) => void) => void) => {
    const told: number[] = [];
    work(({ done, total }) => told.push(done / total));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.filter(share => share > written.from && share < written.to).length).toBeGreaterThan(3);
    expect(told.at(-1)).toBeGreaterThanOrEqual(4 / 5);
  };
  heard(progress => splitDataset(made.db, request, 1, progress));
  const [first, second] = [made.splits().indexOf('train') + 1, made.splits().indexOf('test') + 1];
  const { cells = {} } = rowTable(made.db).stored(made.key, first) ?? {};
  changeLog(made.db).apply(made.key, 'copied', 2, [{ row: second, before: {}, after: { cells } }]);
  heard(progress => mendLeaks(made.db, { datasetId: ID, way: 'keepTest', unlockTest: true }, 3, progress));
});
