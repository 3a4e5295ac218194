import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { LABELS, mails, project, ROLES, text, thirds } from '../../../test/made-project.ts';
import { LuthierError, type VersionHash } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { rowTable } from '../../store/rows.ts';
import { testSplitTable } from '../../store/test-split.ts';
import { versionTable } from '../../store/versions.ts';
import { splitDataset } from '../splits/index.ts';
import { combine } from './combine.ts';
import { compare } from './compare.ts';
import { differences } from './differences.ts';
import { freeze } from './freeze.ts';
import { restore } from './restore.ts';

test('VE-1 a version is a Parquet file named by its hash, and the same state gives the same version', async () => {
  using at = project();
  const { id } = at.add('mails', mails(40), ROLES, thirds);

  const version = freeze({ datasetId: id, name: 'first' }, at.tools, 10);
  const again = freeze({ datasetId: id, name: 'second' }, at.tools, 20);

  const bytes = readFileSync(join(at.folder, version.path));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(version.hash);
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(at.folder, version.path)) });
  expect(rows[0]).toEqual({ row: 1n, split: 'train', text: text(0), label: 'ham', n: '0' });
  expect(version).toMatchObject({
    rowCount: 40,
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

  expect(() => freeze({ datasetId: id, name: 'v' }, at.tools, 1)).toThrow(
    '1 rows stand in more than one split (1 equal texts, 0 nearly equal texts, 0 shared groups)',
  );
  expect(readdirSync(at.folder)).not.toContain('versions');
  const accepted = freeze({ datasetId: id, name: 'v', acceptLeaks: { reason: 'only a trial' } }, at.tools, 1);
  expect(accepted).toMatchObject({ leakedRows: 1, acceptedLeaks: 'only a trial' });
});

test('VE-3 a row with a split and without its label is refused by name', () => {
  using at = project();
  const { id: gap } = at.add(
    'letters',
    mails(8).map((row, index) => (index === 4 ? { ...row, label: null } : row)),
    ROLES,
    thirds,
  );

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
  await restore({ hash: first.hash, others: 'unsplit', unlockTest: true }, at.tools, 3);
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
  at.addRow(key, 13, { text: text(99), label: 'ham' });
  const right = freeze({ datasetId: id, name: 'after' }, at.tools, 2);
  const both = { left: left.hash, right: right.hash };

  const report = await compare(both, at.tools);

  expect(report).toMatchObject({
    matchedBy: 'number',
    added: 1,
    removed: 1,
    changed: 3,
    same: 8,
    movedSplit: 2,
    changedCells: [{ column: 'label', rows: 1 }],
    labels: [
      { label: 'ham', left: 6, right: 6 },
      { label: 'spam', left: 6, right: 6 },
    ],
  });
  const { rows, total } = await differences(at.folder, { ...both, kind: 'changed', start: 0, limit: 1 });
  expect(total).toBe(3);
  expect(rows).toEqual([
    {
      row: { left: 1, right: 1 },
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
  at.addRow(key, 41, { text: 'new', label: 'ham' }, 'train');
  const spoiled = at.dump(key);

  const report = await restore({ hash: version.hash, others: 'unsplit', unlockTest: true }, at.tools, 3);

  expect(report).toMatchObject({ changed: 2, broughtBack: 1, others: 1 });
  expect(rowTable(at.db).stored(key, 1)).toMatchObject({
    cells: { text: text(0), label: 'ham', n: 0 },
    split: 'train',
  });
  expect(freeze({ datasetId: id, name: 'good' }, at.tools, 4).rowCount).toBe(41);
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

  await expect(restore({ hash: version.hash, others: 'remove', unlockTest: true }, at.tools, 2)).rejects.toThrow(
    'does not match its hash',
  );
  expect(at.dump(key)).toEqual(before);
});

test('VE-17 the same rows in two datasets, or with other parts of columns, are two versions that keep what is theirs', () => {
  using at = project();
  const rows = mails(20).map((row, index) => ({ ...row, other: index % 4 < 2 ? 'a' : 'b', sender: `s${index % 2}` }));
  const { id: one, key } = at.add('one', rows, ROLES, thirds);
  const { id: two } = at.add('two', rows, { text: 'text', label: 'other', group: 'sender' }, thirds);

  const first = freeze({ datasetId: one, name: 'first' }, at.tools, 1);
  expect(() => freeze({ datasetId: two, name: 'second' }, at.tools, 2)).toThrow('1 shared groups');
  const accepted = (reason: string) => freeze({ datasetId: two, name: 'second', acceptLeaks: { reason } }, at.tools, 3);
  const second = accepted('only a trial');

  expect(second).toMatchObject({ datasetId: two, roles: { label: 'other', group: 'sender' }, labels: ['a', 'b'] });
  expect(second).toMatchObject({ leakedRows: 5, acceptedLeaks: 'only a trial' });
  expect(versionTable(at.db).version(first.hash)).toEqual(first);
  expect(accepted('only a trial').hash).toBe(second.hash);
  expect(accepted('for another reason')).toMatchObject({ acceptedLeaks: 'for another reason' });
  expect(versionTable(at.db).versions()).toHaveLength(3);
  // A number and the same digits as a text are the same in the file, and not the same version.
  const { cells = {} } = rowTable(at.db).stored(key, 1) ?? {};
  changeLog(at.db).apply(key, 'Edit', 4, [{ row: 1, before: { cells }, after: { cells: { ...cells, n: '0' } } }]);
  expect(freeze({ datasetId: one, name: 'third' }, at.tools, 5).kinds.n).toBe('mixed');
});

test('VE-18 rows are frozen as they stand: those in no split are in the version, in none', async () => {
  using at = project();
  const rows = mails(6).map((row, index) => (index === 4 ? { ...row, label: null } : row));
  const { id, key } = at.add('mails', rows, ROLES);

  const version = freeze({ datasetId: id, name: 'as imported' }, at.tools, 1);

  expect(version).toMatchObject({
    rowCount: 6,
    splitSizes: { train: 0, validation: 0, test: 0 },
    labels: ['ham', 'spam'],
    splitPlan: null,
  });
  const before = at.dump(key);
  changeLog(at.db).apply(key, 'Split', 1, [{ row: 1, before: { split: null }, after: { split: 'train' } }]);
  const report = await restore({ hash: version.hash, others: 'remove', unlockTest: false }, at.tools, 2);
  expect(report).toMatchObject({ changed: 1, others: 0 });
  expect(at.dump(key)).toEqual(before);
});

test('VE-19 a version knows how its rows were split and which files they are from', () => {
  using at = project();
  const { id } = at.add('mails', mails(40), ROLES);
  const amounts = { unit: 'percent', train: 70, validation: 10, test: 20 } as const;
  const plan = { way: 'random', amounts, seed: 5, nearTogether: true } as const;
  splitDataset(at.db, { datasetId: id, plan, unlockTest: false }, 1);
  at.db
    .prepare("INSERT INTO sources (sha256, name, origin, licence, retrieved_at_ms) VALUES (?, 'a.csv', '', 'MIT', 1)")
    .run('b'.repeat(64));
  at.db.prepare('INSERT INTO dataset_sources (dataset_id, sha256) VALUES (?, ?)').run(id, 'b'.repeat(64));

  const version = freeze({ datasetId: id, name: 'v' }, at.tools, 2);

  expect(version).toMatchObject({ splitPlan: plan, sources: [{ name: 'a.csv', sha256: 'b'.repeat(64) }] });
  expect(versionTable(at.db).version(version.hash)).toEqual(version);
});

test('VE-20 a test split that would change is brought back only when it is let go', async () => {
  using at = project();
  const { id, key } = at.add('mails', mails(12), ROLES, thirds);
  const version = freeze({ datasetId: id, name: 'v' }, at.tools, 1);
  const { cells = {} } = rowTable(at.db).stored(key, 2) ?? {};
  changeLog(at.db).apply(key, 'Edit', 2, [{ row: 2, before: { cells }, after: { cells: { ...cells, n: 5 } } }]);
  const asked = { hash: version.hash, others: 'unsplit', unlockTest: false } as const;
  // The test is the same one: only a cell of it comes back.
  expect(await restore(asked, at.tools, 3)).toMatchObject({ changed: 1 });

  changeLog(at.db).apply(key, 'Move', 4, [{ row: 2, before: { split: 'test' }, after: { split: 'train' } }]);
  const before = at.dump(key);
  await expect(restore(asked, at.tools, 5)).rejects.toThrow('The test split of mails is locked: it has 2 rows');
  expect(at.dump(key)).toEqual(before);
  expect(await restore({ ...asked, unlockTest: true }, at.tools, 6)).toMatchObject({ changed: 1 });
  expect(rowTable(at.db).stored(key, 2)?.split).toBe('test');

  const log = changeLog(at.db);
  log.setRoles(key, log.apply(key, 'Set the parts', 7, []), { text: 'text', label: 'n' });
  expect(testSplitTable(at.db).changed(key)).toBe(3);
  const changes = log.history(key);
  await expect(restore(asked, at.tools, 8)).rejects.toThrow('The test split of mails is locked');
  expect(log.history(key)).toEqual(changes);
  await restore({ ...asked, unlockTest: true }, at.tools, 9);
  expect(datasetTable(at.db).dataset(id).roles).toEqual(ROLES);
  expect(testSplitTable(at.db).changed(key)).toBe(0);
});

test('VE-21 versions of two datasets are compared by what stands in them, as often as it stands there', async () => {
  using at = project();
  const twice = { text: 'twice', label: 'ham' };
  const { id: a } = at.add('a', [twice, twice, { text: 'gone', label: 'ham' }, { text: 'odd', label: 'ham' }], ROLES);
  const { id: b } = at.add(
    'b',
    [{ text: 'new', label: 'ham' }, { text: 'odd', label: 'spam' }, twice, twice, twice, { text: '', label: 'ham' }],
    ROLES,
    row => (row === 3 ? 'train' : null),
  );
  const both = {
    left: freeze({ datasetId: a, name: 'a' }, at.tools, 1).hash,
    right: freeze({ datasetId: b, name: 'b' }, at.tools, 1).hash,
  };

  const report = await compare(both, at.tools);

  expect(report).toMatchObject({ matchedBy: 'content', same: 2, changed: 1, added: 3, removed: 1, movedSplit: 1 });
  const page = async (kind: 'changed' | 'added' | 'removed', start = 0) =>
    (await differences(at.folder, { ...both, kind, start, limit: 2 })).rows.map(({ row }) => [row.left, row.right]);
  expect(await page('changed')).toEqual([[4, 2]]);
  expect(await page('removed')).toEqual([[3, null]]);
  expect([await page('added'), await page('added', 2), await page('added', 4)]).toEqual([
    [
      [null, 1],
      [null, 5],
    ],
    [[null, 6]],
    [],
  ]);
});

test('VE-22 a sample compared with what it was taken from has the rows that were taken, and lacks the others', async () => {
  using at = project();
  const { id } = at.add('mails', mails(60), ROLES, thirds);
  const whole = freeze({ datasetId: id, name: 'whole' }, at.tools, 1);
  const of = { kind: 'sample', datasetId: id, how: 'random', rows: 40, seed: 3 } as const;
  const { version } = combine({ name: 'part', of, version: 'part' }, at.tools, 2);

  const report = await compare({ left: whole.hash, right: version?.hash as VersionHash }, at.tools);

  expect(report).toMatchObject({ same: 40, changed: 0, added: 0, removed: 20 });
});

test('VE-28 comparing two datasets says how far it is until its end, and can be stopped after its rows were read', async () => {
  using at = project();
  const hashes = ['a', 'b'].map(name => {
    const { id } = at.add(name, mails(3000), ROLES);
    return freeze({ datasetId: id, name }, at.tools, 1).hash;
  });
  const [left, right] = hashes as [VersionHash, VersionHash];
  const told: number[] = [];
  const progress = ({ done, total }: { done: number; total: number }) => void told.push(done / total);
  await compare({ left, right }, { ...at.tools, progress });
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(1);

  const stop = ({ done, total }: { done: number; total: number }) => {
    if (done > total / 2) throw new LuthierError('job.cancelled', { id: 'compare' });
  };
  await expect(compare({ left, right }, { ...at.tools, progress: stop })).rejects.toThrow('cancelled');
});

test('VE-23 a page of differences is read alone, however long the lines before it are', async () => {
  using at = project();
  const { id, key } = at.add('mails', mails(9000), ROLES);
  const left = freeze({ datasetId: id, name: 'before' }, at.tools, 1).hash;
  const log = changeLog(at.db);
  const edits = [...rowTable(at.db).each(key)].map(({ row, cells }) => ({
    row,
    before: { cells },
    after: { cells: { ...cells, text: `${'你好 '.repeat(row % 7)}${row}` } },
  }));
  log.apply(key, 'Edit', 2, edits);
  const both = { left, right: freeze({ datasetId: id, name: 'after' }, at.tools, 3).hash };
  await compare(both, at.tools);

  const { rows, total } = await differences(at.folder, { ...both, kind: 'changed', start: 8990, limit: 200 });

  expect(total).toBe(9000);
  expect(rows.map(({ row }) => row.right)).toEqual(Array.from({ length: 10 }, (_, at) => 8991 + at));
  expect(rows[3]?.cells[0]?.right).toBe(`${'你好 '.repeat(8994 % 7)}8994`);
});
