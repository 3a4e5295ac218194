import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import type { Cell, DatasetId, Roles, Split } from '../../contract/index.ts';
import { LuthierError } from '../../contract/index.ts';
import { newId } from '../../core/ids.ts';
import { changeLog, type RowChange } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { leakTable } from '../../store/leaks.ts';
import { openDatabase } from '../../store/open.ts';
import { rowTable } from '../../store/rows.ts';
import { versionTable } from '../../store/versions.ts';
import type { WorkTools } from '../../store/work.ts';
import { combine } from './combine.ts';
import { compare, differences } from './compare.ts';
import { freeze } from './freeze.ts';
import { restore } from './restore.ts';

type Cells = Record<string, Cell>;

/** A project in a folder of its own, with datasets made of given rows. */
function project() {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const tools: WorkTools = { db, project: folder.path, progress: () => {} };
  const datasets = datasetTable(db);
  return {
    db,
    tools,
    folder: folder.path,
    add(name: string, all: Iterable<Cells>, roles: Roles, split?: (row: number) => Split | null) {
      const id = newId('ds') as DatasetId;
      const about = { id, name, columns: [], roles, sourceSha256: '', sourceName: name, createdAtMs: 1 };
      const key = datasets.insert(about);
      const columns = new Set<string>();
      const rows = rowTable(db);
      const changes: RowChange[] = [];
      db.transaction(() => {
        let row = 0;
        for (const cells of all) {
          for (const column of Object.keys(cells)) columns.add(column);
          const label = roles.label === undefined ? null : (cells[roles.label] ?? null);
          rows.insert(key, ++row, cells, label === null ? null : String(label));
          changes.push({ row, before: { split: null }, after: { split: split?.(row) ?? null } });
        }
      })();
      datasets.complete(key, [...columns], roles);
      if (split) changeLog(db).apply(key, 'Split', 1, changes);
      return { id, key };
    },
    /** As if somebody had just looked for leaks and found none: a test of writing need not look again. */
    vouch(key: number): void {
      const report = { equalTexts: 0, nearTexts: 0, sharedGroups: 0, leakedRows: 0, mends: [] };
      leakTable(db).keep(key, { stamp: changeLog(db).stamp(key), report, atMs: 1 }, []);
    },
    dump: (key: number) =>
      db.prepare('SELECT row, cells, label, split, removed FROM rows WHERE dataset = ? ORDER BY row').all(key),
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

const ROLES: Roles = { text: 'text', label: 'label' };
const LABELS = ['ham', 'spam'];

/** Texts that share no words by chance, so that none is nearly equal to another. */
const text = (seed: number) =>
  Array.from({ length: 9 }, (_, at) => ((seed + 1) * 7919 * (at + 3)).toString(36)).join(' ');
const mails = (count: number): Cells[] =>
  Array.from({ length: count }, (_, at) => ({ text: text(at), label: LABELS[at % 2] as string, n: at }));
const thirds = (row: number): Split | null => (['train', 'train', 'test', null] as const)[row % 4] as Split | null;

test('VE-1 a version is a Parquet file named by its hash, and the same rows give the same version', async () => {
  using at = project();
  const { id } = at.add('mails', mails(40), ROLES, thirds);

  const version = freeze({ datasetId: id, name: 'first' }, at.tools, 10);
  const again = freeze({ datasetId: id, name: 'second' }, at.tools, 20);

  const bytes = readFileSync(join(at.folder, version.path));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(version.hash);
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(at.folder, version.path)) });
  expect(rows[0]).toEqual({ row: 1n, split: 'train', text: text(0), label: 'ham', n: '0' });
  expect(version).toMatchObject({
    rowCount: 30,
    splitSizes: { train: 20, validation: 0, test: 10 },
    labels: ['ham', 'spam'],
    parent: null,
    recipe: ['Split'],
    sizeBytes: bytes.length,
  });
  expect(again).toMatchObject({ hash: version.hash, name: 'second', createdAtMs: 10 });
  expect(JSON.parse(readFileSync(join(at.folder, 'versions', `${version.hash}.json`), 'utf8'))).toEqual(again);
});

test('VE-2 a leak blocks freezing until a person gives a reason, which the version keeps', () => {
  using at = project();
  const rows = mails(20).map((row, index) => (index === 1 ? { ...row, text: text(0) } : row));
  const { id } = at.add('mails', rows, ROLES, thirds);

  expect(() => freeze({ datasetId: id, name: 'v' }, at.tools, 1)).toThrow('1 equal texts');
  expect(readdirSync(at.folder)).not.toContain('versions');
  const accepted = freeze({ datasetId: id, name: 'v', acceptLeaks: { reason: 'only a trial' } }, at.tools, 1);
  expect(accepted).toMatchObject({ leakedRows: 1, acceptedLeaks: 'only a trial' });
});

test('VE-17 equal rows of two datasets are two versions, each with its own parts, leaks and name', () => {
  using at = project();
  const rows = mails(40).map((cells, row) => ({ ...cells, topic: `topic ${row % 3}` }));
  const split = (row: number): Split => (row <= 30 ? 'train' : 'test');
  const one = at.add('one', rows, ROLES, split);
  const two = at.add('two', rows, { text: 'text', label: 'topic', group: 'topic' }, split);

  const first = freeze({ datasetId: one.id, name: 'first' }, at.tools, 1);
  const second = freeze({ datasetId: two.id, name: 'second', acceptLeaks: { reason: 'a try' } }, at.tools, 2);

  expect(second).toMatchObject({ datasetId: two.id, roles: { label: 'topic' }, acceptedLeaks: 'a try' });
  expect(second.leakedRows).toBeGreaterThan(0);
  const kept = versionTable(at.db).version(first.hash);
  expect(kept).toMatchObject({ datasetId: one.id, name: 'first', roles: ROLES, leakedRows: 0, acceptedLeaks: null });
  expect(freeze({ datasetId: one.id, name: 'first' }, at.tools, 3).hash).toBe(first.hash);
});

test('VE-3 a dataset without a test split, and a row without its label, are refused by name', () => {
  using at = project();
  const { id: unsplit } = at.add('mails', mails(4), ROLES);
  const { id: gap } = at.add(
    'letters',
    mails(8).map((row, index) => (index === 4 ? { ...row, label: null } : row)),
    ROLES,
    thirds,
  );

  expect(() => freeze({ datasetId: unsplit, name: 'v' }, at.tools, 1)).toThrow('mails has no train split');
  expect(() => freeze({ datasetId: gap, name: 'v' }, at.tools, 1)).toThrow('Row 5 of letters has a split and no label');
  expect(existsSync(join(at.folder, 'versions')) ? readdirSync(join(at.folder, 'versions')) : []).toEqual([]);
});

test('VE-4 a version knows its parent and what was done since, also after undo and restore', async () => {
  using at = project();
  const { id, key } = at.add('mails', mails(40), ROLES, thirds);
  const edit = (row: number, title: string) => {
    const { cells } = rowTable(at.db).stored(key, row) ?? { cells: {} };
    const after = { cells: { ...cells, text: `${title} ${text(row * 1000)}` } };
    changeLog(at.db).apply(key, title, 1, [{ row, before: { cells }, after }]);
  };
  const first = freeze({ datasetId: id, name: 'one' }, at.tools, 1);
  edit(1, 'Edit A');
  edit(4, 'Edit B');
  const second = freeze({ datasetId: id, name: 'two' }, at.tools, 2);
  await restore({ hash: first.hash, others: 'unsplit' }, at.tools, 3);
  edit(5, 'Edit C');
  const third = freeze({ datasetId: id, name: 'three' }, at.tools, 4);

  expect(second).toMatchObject({ parent: first.hash, recipe: ['Edit A', 'Edit B'] });
  expect(third).toMatchObject({ parent: first.hash, recipe: ['Edit C'] });
});

test('VE-5 freezing 200,000 rows needs little memory, and gives the same bytes twice', async () => {
  using at = project();
  const filler = 'words of a mail that goes on for a while, as mails do, '.repeat(4);
  const { id, key } = at.add(
    'many',
    (function* () {
      for (let row = 0; row < 200_000; row++) {
        yield { text: `${row.toString(36)} ${filler}`, label: LABELS[row % 2] as string };
      }
    })(),
    ROLES,
  );
  at.db.prepare("UPDATE rows SET split = iif(row % 10 = 0, 'test', 'train') WHERE dataset = ?").run(key);
  at.vouch(key);
  let most = 0;
  const before = process.memoryUsage();
  const progress = () => {
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    most = Math.max(most, arrayBuffers + heapUsed - before.arrayBuffers - before.heapUsed);
  };

  const version = freeze({ datasetId: id, name: 'v' }, { ...at.tools, progress }, 1);
  const again = freeze({ datasetId: id, name: 'v' }, at.tools, 2);

  expect(version.rowCount).toBe(200_000);
  expect(again.hash).toBe(version.hash);
  // All texts together are 45 MB, more as rows of objects.
  expect(most).toBeLessThan(150e6);
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(join(at.folder, version.path)));
  expect(metadata.row_groups.length).toBeGreaterThan(5);
}, 30_000);

test('VE-6 a cancelled freeze leaves no file', () => {
  using at = project();
  const { id, key } = at.add('mails', mails(5000), ROLES, thirds);
  at.vouch(key);
  freeze({ datasetId: id, name: 'whole' }, at.tools, 1);
  changeLog(at.db).apply(key, 'Move', 1, [{ row: 1, before: { split: 'train' }, after: { split: 'test' } }]);
  at.vouch(key);
  const before = readdirSync(join(at.folder, 'versions')).sort();
  const progress = ({ done, total }: { done: number; total: number }) => {
    if (done > total / 2) throw new LuthierError('job.cancelled', { id: 'freeze' });
  };

  expect(() => freeze({ datasetId: id, name: 'v' }, { ...at.tools, progress }, 1)).toThrow('cancelled');
  expect(readdirSync(join(at.folder, 'versions')).sort()).toEqual(before);
  expect(versionTable(at.db).versions()).toHaveLength(1);
});

test('VE-7 comparing two versions finds rows added, removed and changed, cell by cell, and how labels moved', async () => {
  using at = project();
  const { id, key } = at.add('mails', mails(12), ROLES, thirds);
  const left = freeze({ datasetId: id, name: 'before' }, at.tools, 1);
  const cells = rowTable(at.db).stored(key, 1)?.cells ?? {};
  changeLog(at.db).apply(key, 'Edit', 1, [
    { row: 1, before: { cells, label: 'ham' }, after: { cells: { ...cells, label: 'spam' }, label: 'spam' } },
    { row: 2, before: { removed: 0 }, after: { removed: 1 } },
    { row: 3, before: { split: null }, after: { split: 'validation' } },
    { row: 4, before: { split: 'train' }, after: { split: 'test' } },
  ]);
  const right = freeze({ datasetId: id, name: 'after' }, at.tools, 2);
  const both = { left: left.hash, right: right.hash };

  const report = await compare(both, at.tools);

  expect(report).toMatchObject({
    added: 1,
    removed: 1,
    changed: 2,
    same: 6,
    movedSplit: 1,
    changedCells: [{ column: 'label', rows: 1 }],
    labels: [
      { label: 'spam', left: 6, right: 6 },
      { label: 'ham', left: 3, right: 3 },
    ],
  });
  const { rows, total } = differences(at.folder, { ...both, kind: 'changed', start: 0, limit: 1 });
  expect(total).toBe(2);
  expect(rows).toEqual([
    {
      row: 1,
      kind: 'changed',
      split: { left: 'train', right: 'train' },
      cells: [{ column: 'label', left: 'ham', right: 'spam' }],
    },
  ]);
});

test('VE-8 restoring brings rows, labels and splits back as one change, and undo takes it back', async () => {
  using at = project();
  const { id, key } = at.add('mails', mails(40), ROLES, thirds);
  const version = freeze({ datasetId: id, name: 'good' }, at.tools, 1);
  const cells = rowTable(at.db).stored(key, 1)?.cells ?? {};
  changeLog(at.db).apply(key, 'Spoil', 2, [
    { row: 1, before: { cells, label: 'ham' }, after: { cells: { text: 'gone', n: 7 }, label: null } },
    { row: 2, before: { removed: 0 }, after: { removed: 1 } },
    { row: 3, before: { split: null }, after: { split: 'train' } },
  ]);
  const spoiled = at.dump(key);

  const report = await restore({ hash: version.hash, others: 'unsplit' }, at.tools, 3);

  expect(report).toMatchObject({ changed: 1, broughtBack: 1, others: 1 });
  expect(rowTable(at.db).stored(key, 1)).toMatchObject({
    cells: { text: text(0), label: 'ham', n: 0 },
    split: 'train',
  });
  expect(freeze({ datasetId: id, name: 'good' }, at.tools, 4).hash).toBe(version.hash);
  changeLog(at.db).undo(key, id);
  expect(at.dump(key)).toEqual(spoiled);
});

test('VE-9 a damaged version is named and restores nothing', async () => {
  using at = project();
  const { id, key } = at.add('mails', mails(8), ROLES, thirds);
  const version = freeze({ datasetId: id, name: 'v' }, at.tools, 1);
  const bytes = readFileSync(join(at.folder, version.path));
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  writeFileSync(join(at.folder, version.path), bytes);
  const before = at.dump(key);

  await expect(restore({ hash: version.hash, others: 'remove' }, at.tools, 2)).rejects.toThrow(
    'does not match its hash',
  );
  expect(at.dump(key)).toEqual(before);
});

test('VE-10 append aligns columns by their part, names where rows are from, and records the origin', () => {
  using at = project();
  const { id: a } = at.add('a', mails(3), ROLES, thirds);
  const { id: b } = at.add('b', [{ body: 'hello', class: 'ham', extra: 1 }], { text: 'body', label: 'class' });

  const parts = [{ datasetId: a }, { datasetId: b }];
  const report = combine({ name: 'both', of: { kind: 'append', parts }, originColumn: 'from' }, at.tools, 5);

  expect(report.dataset).toMatchObject({ rowCount: 4, columns: ['text', 'label', 'n', 'extra', 'from'], roles: ROLES });
  expect(report.dataset.splitSizes).toEqual({ train: 0, validation: 0, test: 0 });
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
    recipe: [{ title: expect.stringMatching(/^Split/), said: { name: 'splitStratified' } }],
  });
  expect(JSON.parse(readFileSync(join(at.folder, 'versions', `${version?.hash}.json`), 'utf8'))).toEqual(version);
});

test('VE-16 a combination that cannot be split leaves neither dataset nor version', () => {
  using at = project();
  const { id } = at.add('a', mails(2), ROLES);
  const of = { kind: 'sample' as const, datasetId: id, how: 'head' as const, rows: 1, seed: 1 };

  expect(() => combine({ name: 'one', of, version: 'one' }, at.tools, 5)).toThrow();
  expect(datasetTable(at.db).datasets()).toHaveLength(1);
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
