import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { addWordModel } from '../../../test/word-model.ts';
import type { Cell, DatasetId, ModelId, Roles } from '../../contract/index.ts';
import { rowNumberReader } from '../../core/row-numbers.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { openDatabase } from '../../store/open.ts';
import { rowTable } from '../../store/rows.ts';
import { columnSummaries } from './column-summaries.ts';
import { DistinctCount } from './distinct.ts';
import { GramTally } from './grams.ts';
import { countedFile, knownStatistics, knownTokens } from './known.ts';
import { WORKS } from './work.ts';

const ID = 'ds_000000000001' as DatasetId;

function dataset(rows: Iterable<Record<string, Cell>>, columns: string[], roles: Roles) {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const datasets = datasetTable(db);
  const table = rowTable(db);
  const key = datasets.insert({ id: ID, name: 'x', columns, roles, sourceSha256: '', sourceName: 'x', createdAtMs: 0 });
  db.transaction(() => {
    for (const [place, cells] of [...rows].entries()) {
      table.insert(key, place + 1, cells, roles.label ? (cells[roles.label] as string | null) : null);
    }
  })();
  datasets.complete(key, columns, roles);
  const store = { datasets, rows: table, changes: changeLog(db) };
  return {
    ...store,
    key,
    compute: (progress = (_: { done: number; total: number }): void => {}) =>
      WORKS.compute({ datasetId: ID }, { db, project: folder.path, progress }),
    known: () => knownStatistics(store, folder.path, ID),
    db,
    project: folder.path,
    computeTokens: (modelId: ModelId) =>
      WORKS.computeTokens({ datasetId: ID, modelId }, { db, project: folder.path, progress: () => {} }),
    knownTokens: (modelId: ModelId) => knownTokens(store, folder.path, { datasetId: ID, modelId }),
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

const MAILS = [
  { text: 'Free money, free prizes for all of you', label: 'spam', sent: '2006-01-15', size: 3 },
  { text: 'free  MONEY, free prizes for all of you', label: 'spam', sent: '2006-02-03', size: 5 },
  { text: '您好，我司可代开发票', label: 'spam', sent: '2006年3月1日', size: null },
  { text: 'The meeting is moved to Thursday morning', label: 'ham', sent: 'soon' },
  { text: '', label: null, sent: '2006-03-20', size: 5 },
];
const ROLES = { text: 'text', label: 'label', time: 'sent' };

test('STAT-1 every fact of a small dataset is what one counts by hand', () => {
  using mails = dataset(MAILS, ['text', 'label', 'sent', 'size'], ROLES);
  mails.changes.apply(mails.key, 'split', 1, [
    { row: 1, before: { split: null }, after: { split: 'train' } },
    { row: 4, before: { split: null }, after: { split: 'test' } },
  ]);

  const found = mails.compute();

  expect(found.rows).toBe(5);
  expect(found.splits).toEqual([1, 0, 1, 3]);
  expect(found.labelNames).toEqual(['spam', 'ham']);
  expect(found.labels).toEqual([
    { label: 'spam', rows: 3, splits: [1, 0, 0, 2], labels: [3, 0, 0] },
    { label: 'ham', rows: 1, splits: [0, 0, 1, 0], labels: [0, 1, 0] },
    { label: null, rows: 1, splits: [0, 0, 0, 1], labels: [0, 0, 1] },
  ]);
  expect(found.characters).toMatchObject({ min: 0, median: 38, max: 40 });
  expect(found.words).toMatchObject({ min: 0, median: 8, max: 9, mean: 6.4 });
  expect(found.languages.map(({ language, rows }) => [language, rows])).toEqual([
    ['en', 3],
    ['zh', 1],
  ]);
  expect(found.duplicates).toEqual({
    texts: 1,
    rows: 1,
    byTimes: [{ from: 2, to: 2, texts: 1 }],
    top: [{ text: MAILS[0]?.text, rows: 2, examples: [1, 2] }],
  });
  expect(found.time).toMatchObject({ column: 'sent', unit: 'day', unread: 1 });
  expect(found.time?.bins.filter(({ rows }) => rows > 0)).toHaveLength(4);
  expect(found.columns.find(({ column }) => column === 'size')).toEqual({
    column: 'size',
    missing: 2,
    distinct: 2,
    exact: true,
    kinds: { text: 0, number: 3, boolean: 0 },
    numbers: { min: 3, max: 5, mean: 13 / 3 },
    top: [
      { value: '5', rows: 2 },
      { value: '3', rows: 1 },
    ],
  });
  expect(found.grams.map(({ top }) => top[0])).toEqual([
    { text: 'free', times: 4 },
    { text: 'free money', times: 2 },
    { text: 'free prizes for', times: 2 },
  ]);
  expect(found.grams[1]?.top.map(({ text }) => text)).toContain('发票');
  expect(found.grams[1]?.top.map(({ text }) => text)).not.toContain('好我');
});

test('STAT-2 what was counted is known at once until rows change, and again after an undo', () => {
  using mails = dataset(MAILS, ['text', 'label', 'sent', 'size'], ROLES);
  expect(mails.known()).toBeNull();
  const found = mails.compute();
  expect(mails.known()).toEqual(found);

  mails.changes.apply(mails.key, 'drop', 1, [{ row: 5, before: { removed: 0 }, after: { removed: 1 } }]);
  expect(mails.known()).toBeNull();
  expect(mails.compute().rows).toBe(4);

  mails.changes.undo(mails.key, ID);
  expect(mails.known()).toBeNull();
  expect(mails.compute().rows).toBe(5);
});

test('STAT-3 no rows, no label, no time: every part is there and empty', () => {
  using nothing = dataset([], ['text'], { text: 'text' });
  const found = nothing.compute();

  expect(found).toMatchObject({ rows: 0, labels: [], languages: [], time: null, splits: [0, 0, 0, 0] });
  expect(found.characters).toEqual({ min: 0, median: 0, mean: 0, p95: 0, p99: 0, max: 0, bins: [] });
  expect(found.grams.map(({ top }) => top)).toEqual([[], [], []]);
  expect(nothing.known()).toEqual(found);
});

test('STAT-4 stopping keeps nothing', () => {
  using mails = dataset(
    Array.from({ length: 1200 }, (_, index) => ({ text: `mail ${index}` })),
    ['text'],
    { text: 'text' },
  );
  const stop = (): never => {
    throw new Error('stopped');
  };

  expect(() => mails.compute(stop)).toThrow('stopped');
  expect(mails.known()).toBeNull();
});

test('STAT-5 bars add up to all rows, whatever the lengths, labels and times', () => {
  const days = Array.from({ length: 3000 }, (_, index) => ({
    text: 'a'.repeat(((index * 7919) % 311) ** 2 % 9000),
    label: `l${index % 40}`,
    sent: new Date(Date.UTC(2001, 0, 1) + ((index * 104_729) % 6000) * 86_400_000).toISOString(),
  }));
  using mails = dataset(days, ['text', 'label', 'sent'], ROLES);
  const found = mails.compute();
  const sum = (bars: readonly { rows: number; splits: number[]; labels: number[] }[]): number => {
    for (const { rows, splits, labels } of bars) {
      expect(splits.reduce((a, b) => a + b)).toBe(rows);
      expect(labels.reduce((a, b) => a + b)).toBe(rows);
    }
    return bars.reduce((all, { rows }) => all + rows, 0);
  };

  expect(sum(found.characters.bins)).toBe(3000);
  expect(sum(found.words.bins)).toBe(3000);
  expect(sum(found.labels) + found.otherLabels.rows).toBe(3000);
  expect(sum(found.time?.bins ?? [])).toBe(3000);
  expect(found.time).toMatchObject({ unit: 'quarter', unread: 0 });
  expect(found.characters.bins.length).toBeLessThan(60);
});

test('STAT-6 two mails with a wrong clock do not press the years of all others into one bar', () => {
  const rows = Array.from({ length: 600 }, (_, index) => ({
    text: `mail ${index}`,
    sent: new Date(index === 0 ? Date.UTC(1980, 0) : Date.UTC(2002, 0, 1 + (index % 200))).toISOString(),
  }));
  using mails = dataset(rows, ['text', 'sent'], { text: 'text', time: 'sent' });
  const { time } = mails.compute();

  expect(time).toMatchObject({ unit: 'week', unread: 0 });
  expect(time?.bins[0]).toMatchObject({ open: 'before', fromMs: Date.UTC(1979, 11, 31), rows: 1 });
  expect(time?.bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(600);
});

test('STAT-7 in a small room the frequent words stay, no count is too high, and the error says how much too low', () => {
  const grams = new GramTally(8, 8);
  const distinct = new DistinctCount(100);
  for (let text = 0; text < 4000; text += 1) {
    grams.add(`click here ${(text * 7919).toString(36)} ${(text * 104_729).toString(36)}x`);
    distinct.add(String(text));
  }
  const [words, pairs] = grams.lists();

  expect(words?.top.slice(0, 2).map(({ text }) => text)).toEqual(['click', 'here']);
  expect(pairs?.top[0]?.text).toBe('click here');
  for (const list of [words, pairs]) {
    expect(list?.top[0]?.times).toBeLessThanOrEqual(4000);
    expect((list?.top[0]?.times ?? 0) + (list?.error ?? 0)).toBeGreaterThanOrEqual(4000);
  }
  expect(distinct.exact).toBe(false);
  expect(Math.abs(distinct.count() / 4000 - 1)).toBeLessThan(0.03);
});

test('STAT-8 lengths in tokens of a model add up, and they are kept until rows change, of each row too', () => {
  using mails = dataset(MAILS, ['text', 'label', 'sent', 'size'], ROLES);
  const model = addWordModel(mails.db, mails.project);
  const found = mails.computeTokens(model.id);

  expect(found).toMatchObject({ rows: 5, tokens: 24, labelNames: ['spam', 'ham'], modelName: 'by words' });
  expect(found.lengths).toMatchObject({ min: 0, median: 7, max: 8 });
  expect(found.lengths.bins.filter(({ rows }) => rows > 0).map(({ from, rows }) => [from, rows])).toEqual([
    [0, 1],
    [1, 1],
    [7, 1],
    [8, 2],
  ]);
  const file = countedFile(mails, mails.project, ID, `tokens@${model.id}`) ?? '';
  expect([1, 2, 3, 4, 5, 6].map(row => rowNumberReader()(file, row))).toEqual([8, 8, 1, 7, 0, null]);
  expect(countedFile(mails, mails.project, ID, 'tokens')).toBe(file);
  expect(countedFile(mails, mails.project, ID, 'tokens@another')).toBeNull();
  expect(mails.knownTokens(model.id)).toEqual(found);
  expect(mails.known()).toBeNull();

  mails.changes.apply(mails.key, 'drop', 1, [{ row: 5, before: { removed: 0 }, after: { removed: 1 } }]);
  expect(mails.knownTokens(model.id)).toBeNull();
  expect(countedFile(mails, mails.project, ID, 'tokens')).toBeNull();
  expect(mails.computeTokens(model.id).rows).toBe(4);
});

test('STAT-10 a bar of very long texts ends where a length that is kept begins, so that it holds the lengths it names', () => {
  const texts = Array.from({ length: 400 }, (_, at) => ({ text: 'x'.repeat(16_381 + at) }));
  using long = dataset(texts, ['text'], { text: 'text' });

  const { bins } = long.compute().characters;

  for (const { from, to, rows } of bins) {
    expect(rows).toBe(texts.filter(({ text }) => text.length >= from && text.length <= to).length);
  }
});

test('STAT-9 columns are summed up exactly where rows are few, and by a sample spread over all where they are many', () => {
  using mails = dataset(MAILS, ['text', 'label', 'sent', 'size'], ROLES);
  const few = columnSummaries(mails, ID);

  expect([few.rows, few.sampled]).toEqual([5, 5]);
  expect(few.columns.find(({ column }) => column === 'size')).toMatchObject({ missing: 2, distinct: 2 });
  expect(few.columns.find(({ column }) => column === 'size')?.bins.map(({ rows }) => rows)).toEqual([
    1,
    ...Array(10).fill(0),
    2,
  ]);

  using many = dataset(
    Array.from({ length: 9000 }, (_, index) => ({ text: 'x'.repeat(index % 7), place: index, half: index < 4500 })),
    ['text', 'place', 'half'],
    { text: 'text' },
  );
  const sample = columnSummaries(many, ID);
  const [text, place, half] = sample.columns;
  expect([sample.rows, sample.sampled]).toEqual([9000, 1000]);
  expect(text?.missing).toBeGreaterThan(125);
  expect(place?.bins.every(({ rows }) => rows >= 80 && rows <= 87)).toBe(true);
  expect(half?.top.map(({ rows }) => rows)).toEqual([500, 500]);
});
