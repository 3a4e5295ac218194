import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mails, project, ROLES, text, thirds } from '../../../test/made-project.ts';
import { type DatasetId, LuthierError } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { rowTable } from '../../store/rows.ts';
import { versionTable } from '../../store/versions.ts';
import { combine } from './combine.ts';
import { freeze } from './freeze.ts';

test('VE-10 append aligns columns by their part, names where rows are from, and records the origin', () => {
  using at = project();
  const { id: a } = at.add('a', mails(3), ROLES, thirds);
  const { id: b } = at.add('b', [{ body: 'hello', class: 'ham', extra: 1 }], { text: 'body', label: 'class' });

  const parts = [{ datasetId: a }, { datasetId: b }];
  const report = combine({ name: 'both', of: { kind: 'append', parts }, originColumn: 'from' }, at.tools, 5);

  expect(report.dataset).toMatchObject({ rowCount: 4, columns: ['text', 'label', 'n', 'extra', 'from'], roles: ROLES });
  // The row that is in the test of a; the other splits are not kept.
  expect(report.dataset.splitSizes).toEqual({ train: 0, validation: 0, test: 1 });
  const key = datasetTable(at.db).key(report.dataset.id);
  expect(rowTable(at.db).stored(key, 4)).toMatchObject({
    cells: { text: 'hello', label: 'ham', extra: 1, from: 'b' },
    label: 'ham',
  });
  expect(report.origin.parts.map(({ name, taken }) => [name, taken])).toEqual([
    ['a', 3],
    ['b', 1],
  ]);
});

test('VE-11 join adds the columns of the row with the same key and says what had no partner', () => {
  using at = project();
  const { id: left } = at.add(
    'left',
    [
      { text: 'a', key: 1 },
      { text: 'b', key: '2' },
      { text: 'c', key: 3 },
    ],
    { text: 'text' },
  );
  const { id: right } = at.add(
    'right',
    [
      { id: '1', text: 'one' },
      { id: 2, text: 'two' },
      { id: '1', text: 'again' },
    ],
    { text: 'text' },
  );
  const join = { kind: 'join' as const, left, right, leftKey: 'key', rightKey: 'id' };
  const rowsOf = (id: DatasetId) => [...rowTable(at.db).each(datasetTable(at.db).key(id))].map(({ cells }) => cells);

  const inner = combine({ name: 'inner', of: { ...join, keepUnmatched: false } }, at.tools, 1);
  const outer = combine({ name: 'outer', of: { ...join, keepUnmatched: true } }, at.tools, 1);

  expect(inner).toMatchObject({ unmatched: 1, repeatedKeys: 1 });
  expect(rowsOf(inner.dataset.id)).toEqual([
    { text: 'a', key: 1, 'text (2)': 'one' },
    { text: 'b', key: '2', 'text (2)': 'two' },
  ]);
  expect(rowsOf(outer.dataset.id)[2]).toEqual({ text: 'c', key: 3, 'text (2)': null });
  expect(() => combine({ name: 'x', of: { ...join, rightKey: 'no', keepUnmatched: true } }, at.tools, 1)).toThrow(
    'has no column no; it has id, text',
  );
  expect(datasetTable(at.db).datasets()).toHaveLength(4);
});

test('VE-12 a mix takes rows by weight without repeating one, and a seed decides which', () => {
  using at = project();
  const rows = (name: string, count: number) => Array.from({ length: count }, (_, n) => ({ text: `${name} ${n}` }));
  const { id: a } = at.add('a', rows('a', 300), { text: 'text' });
  const { id: b } = at.add('b', rows('b', 50), { text: 'text' });
  const mix = (seed: number, wanted?: number) =>
    combine(
      {
        name: 'mix',
        of: {
          kind: 'mix',
          seed,
          ...(wanted && { rows: wanted }),
          parts: [
            { datasetId: a, weight: 3 },
            { datasetId: b, weight: 1 },
          ],
        },
      },
      at.tools,
      1,
    );
  const textsOf = ({ dataset }: ReturnType<typeof mix>) =>
    [...rowTable(at.db).each(datasetTable(at.db).key(dataset.id))].map(({ cells }) => String(cells.text));

  const all = mix(1);
  const texts = textsOf(all);

  expect(all.origin.parts.map(({ taken }) => taken)).toEqual([150, 50]);
  expect(new Set(texts).size).toBe(200);
  // Mixed, not one after the other: the first half holds its share of b.
  expect(texts.slice(0, 100).filter(one => one.startsWith('b')).length).toBeGreaterThan(12);
  expect(textsOf(mix(1))).toEqual(texts);
  expect(textsOf(mix(2))).not.toEqual(texts);
  expect(() => mix(1, 400)).toThrow('100 rows were asked for and 50 can be taken from b');
});

test.each([
  ['head', 10, [5, 5]],
  ['random', 100, [50, 50]],
  ['balanced', 60, [30, 30]],
] as const)('VE-13 a %s sample of %i rows', (how, rows, [least]) => {
  using at = project();
  const uneven = Array.from({ length: 400 }, (_, n) => ({ text: `t${n}`, label: n % 8 === 0 ? 'rare' : 'often' }));
  const { id } = at.add('uneven', uneven, ROLES);
  const sample = (seed: number) =>
    combine({ name: how, of: { kind: 'sample', datasetId: id, how, rows, seed } }, at.tools, 1);
  const texts = ({ dataset }: ReturnType<typeof sample>) =>
    [...rowTable(at.db).each(datasetTable(at.db).key(dataset.id))].map(({ cells }) => cells.text);

  const { dataset } = sample(3);

  expect(dataset.rowCount).toBe(rows);
  expect(texts(sample(3))).toEqual(texts({ dataset } as ReturnType<typeof sample>));
  if (how === 'head') expect(texts(sample(1))).toEqual(uneven.slice(0, rows).map(({ text }) => text));
  if (how === 'balanced') expect(dataset.labels.map(({ rows }) => rows)).toEqual([least, least]);
});

test('VE-15 a combination is frozen at once, split without leaks, and its version knows what it is made of', () => {
  using at = project();
  const { id: a, key } = at.add('a', mails(60), ROLES, thirds);
  at.vouch(key);
  const parent = freeze({ datasetId: a, name: 'first' }, at.tools, 1).hash;
  const { id: b } = at.add('b', mails(30), ROLES);
  const of = { kind: 'append' as const, parts: [{ datasetId: a }, { datasetId: b }] };

  const { dataset, version } = combine({ name: 'both', of, version: 'both v1' }, at.tools, 5);

  expect(version).toMatchObject({
    name: 'both v1',
    datasetId: dataset.id,
    rowCount: 90,
    splitSizes: dataset.splitSizes,
    leakedRows: 0,
    origin: {
      parts: [
        { name: 'a', taken: 60, parent },
        { name: 'b', taken: 30, parent: null },
      ],
    },
    recipe: [
      { said: { name: 'splitStratified' } },
      { said: { name: 'toTest', facts: { count: 15 } } },
      { said: { name: 'mendLeaks' } },
    ],
  });
  expect(JSON.parse(readFileSync(join(at.folder, 'versions', `${version?.hash}.json`), 'utf8'))).toEqual(version);
});

test('VE-16 a combination that cannot be split is kept and frozen without splits, and says why', () => {
  using at = project();
  const { id } = at.add('a', mails(2), ROLES);
  const of = { kind: 'sample' as const, datasetId: id, how: 'head' as const, rows: 1, seed: 1 };

  const { dataset, notSplit, version } = combine({ name: 'one', of, version: 'one' }, at.tools, 5);

  expect(notSplit?.code).toBe('splits.too_few_rows');
  expect(version).toMatchObject({ datasetId: dataset.id, rowCount: 1, splitSizes: { train: 0, test: 0 } });
  expect(datasetTable(at.db).datasets()).toHaveLength(2);
});

test('VE-24 the same combination made twice is two datasets with a version each', () => {
  using at = project();
  const { id } = at.add('a', mails(30), ROLES);
  const of = { kind: 'sample' as const, datasetId: id, how: 'random' as const, rows: 20, seed: 1 };

  const made = [1, 2].map(time => combine({ name: `time ${time}`, of, version: `time ${time}` }, at.tools, time));

  expect(made.map(({ dataset, version }) => [version?.datasetId === dataset.id, version?.name])).toEqual([
    [true, 'time 1'],
    [true, 'time 2'],
  ]);
  expect(versionTable(at.db).versions()).toHaveLength(2);
});

test('VE-25 a row that some test holds is never trained on, nor is what is tied to it, and sizes come out', () => {
  using at = project();
  const { id: a } = at.add('a', mails(200), ROLES, row => (row % 20 === 0 ? 'test' : 'train'));
  // Row 1 says what a test row of a says.
  const other = mails(400)
    .slice(200)
    .map((row, index) => (index === 0 ? { ...row, text: text(19), label: 'spam' } : row));
  const { id: b } = at.add('b', other, ROLES);
  const of = { kind: 'append' as const, parts: [{ datasetId: a }, { datasetId: b }] };
  const split = { amounts: { unit: 'percent' as const, train: 60, validation: 20, test: 20 }, seed: 9 };

  const { dataset, version, keptInTest } = combine({ name: 'both', of, version: 'both', split }, at.tools, 5);

  expect(keptInTest).toBe(10);
  const rows = [...rowTable(at.db).each(datasetTable(at.db).key(dataset.id))];
  expect(new Set(rows.filter(({ row }) => row <= 200 && row % 20 === 0).map(({ split }) => split))).toEqual(
    new Set(['test']),
  );
  expect(rows.find(({ row }) => row === 201)?.split).toBe('test');
  expect(version).toMatchObject({ leakedRows: 0, splitPlan: { seed: 9 } });
  expect(Math.abs((version?.splitSizes.test ?? 0) - 80)).toBeLessThan(8);
});

test.each([10, 30])('VE-26 a balanced sample of %i rows is split and frozen', rows => {
  using at = project();
  const { id } = at.add('mails', mails(200), ROLES);
  const of = { kind: 'sample' as const, datasetId: id, how: 'balanced' as const, rows, seed: 1 };

  const { notSplit, version } = combine({ name: 'part', of, version: 'part' }, at.tools, 5);

  expect(notSplit).toBeNull();
  expect(version?.splitSizes.test).toBeGreaterThan(0);
});

test('VE-27 a join takes the parts of columns that the second brings, and a person may choose others', () => {
  using at = project();
  const { id: left } = at.add(
    'texts',
    [
      { key: 1, text: 'a' },
      { key: 2, text: 'b' },
    ],
    { text: 'text', id: 'key' },
  );
  const { id: right } = at.add(
    'labels',
    [
      { key: 1, text: 'x', verdict: 'ham', class: 'c' },
      { key: 1, text: 'y', verdict: 'spam', class: 'c' },
      { key: 3, text: 'z', verdict: 'spam', class: 'c' },
    ],
    { text: 'text', label: 'verdict' },
  );
  const of = { kind: 'join' as const, left, right, leftKey: 'key', rightKey: 'key', keepUnmatched: true };
  const rowsOf = (id: DatasetId) =>
    [...rowTable(at.db).each(datasetTable(at.db).key(id))].map(({ cells, label }) => [
      cells.text,
      cells['text (2)'],
      label,
    ]);

  const first = combine({ name: 'first', of }, at.tools, 1);
  const all = combine({ name: 'all', of: { ...of, matches: 'all' }, roles: { label: 'class' } }, at.tools, 1);

  expect(first.dataset.roles).toEqual({ text: 'text', label: 'verdict', id: 'key' });
  expect(rowsOf(first.dataset.id)).toEqual([
    ['a', 'x', 'ham'],
    ['b', null, null],
  ]);
  expect(all).toMatchObject({ unmatched: 1, repeatedKeys: 1, dataset: { roles: { label: 'class' } } });
  expect(rowsOf(all.dataset.id)).toEqual([
    ['a', 'x', 'c'],
    ['a', 'y', 'c'],
    ['b', null, null],
  ]);
  expect(() => combine({ name: 'x', of, roles: { label: 'none' } }, at.tools, 1)).toThrow('has no column none');
  expect(datasetTable(at.db).datasets()).toHaveLength(4);
});

test('VE-14 a cancelled combination leaves no dataset and no row', () => {
  using at = project();
  const { id } = at.add('a', mails(3000), ROLES);
  const progress = ({ done }: { done: number }) => {
    if (done > 2500) throw new LuthierError('job.cancelled', { id: 'combine' });
  };
  const of = { kind: 'append' as const, parts: [{ datasetId: id }, { datasetId: id }] };

  expect(() => combine({ name: 'b', of }, { ...at.tools, progress }, 1)).toThrow('cancelled');
  expect(datasetTable(at.db).datasets()).toHaveLength(1);
  expect(at.db.prepare('SELECT count(*) AS rows FROM rows').get()).toEqual({ rows: 3000 });
});
