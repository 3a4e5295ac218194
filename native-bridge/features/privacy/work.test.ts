import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import type { Cell, DatasetId, NamesJob, PrivacyAction } from '../../contract/index.ts';
import { stampOf } from '../../jobs/texts.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { openDatabase } from '../../store/open.ts';
import { nameTable } from '../../store/row-names.ts';
import { rowTable } from '../../store/rows.ts';
import { mask } from './mask.ts';
import { textToRead } from './names.ts';
import { projectSalt, saltFile } from './salt.ts';
import { scan } from './scan.ts';
import { WORKS } from './work.ts';

/** A project with one dataset of these rows. */
function project(rows: readonly Record<string, Cell>[], roles = { text: 'text', label: 'label' }) {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const datasets = datasetTable(db);
  const id = 'ds_000000000001' as DatasetId;
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const key = datasets.insert({ id, name: 'mails', columns, roles, sourceSha256: '', sourceName: 'a', createdAtMs: 0 });
  const table = rowTable(db);
  db.transaction(() => {
    for (const [at, cells] of rows.entries()) {
      table.insert(key, at + 1, cells, cells.label === undefined ? null : String(cells.label));
    }
  })();
  datasets.complete(key, columns, roles);
  const tools = { db, project: folder.path, progress: () => {} };
  return {
    folder: folder.path,
    db,
    id,
    key,
    tools,
    scan: (columns?: string[]) => scan({ datasetId: id, columns }, tools),
    mask: (actions: Record<string, PrivacyAction>, columns?: string[]) =>
      mask({ datasetId: id, actions, columns }, tools, 1000),
    texts: (column = 'text') => [...rowTable(db).each(key)].map(({ cells }) => cells[column]),
    /** As a job that found these names would leave it. */
    named: (row: number, text: string, ...names: string[]) => {
      const spans = names.map(name => ({ start: text.indexOf(name), end: text.indexOf(name) + name.length }));
      nameTable(db).put(key, [{ row, column: 'text', stamp: stampOf(textToRead(text)), spans }]);
    },
    /** As the core does, on a connection of its own. */
    edit: (row: number, text: string) => {
      const other = openDatabase(join(folder.path, 'luthier.db'));
      const cells = rowTable(other).stored(key, row)?.cells ?? {};
      const after = { cells: { ...cells, text } };
      changeLog(other).apply(key, 'Edit a row', 2, [{ row, before: { cells }, after }]);
      other.close();
    },
    dump: () => db.prepare('SELECT * FROM rows ORDER BY row').all(),
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

const ROWS = [
  { text: '请打13912345678，或写信ann@mail.com', sender: 'ann@mail.com', label: 'ham' },
  { text: '没有什么', sender: '13912345678', label: 'ham' },
  { text: '手机 139 1234 5678 卡 4111 1111 1111 1111', sender: null, label: 'spam' },
];

test('PV-20 a scan counts by kind and column, shows masked samples only, and changes nothing', () => {
  using one = project(ROWS);
  const before = one.dump();

  const report = one.scan(['text', 'sender']);

  expect(report.counts.toSorted((a, b) => (a.type + a.column < b.type + b.column ? -1 : 1))).toEqual([
    { type: 'bank-card', column: 'text', values: 1, rows: 1 },
    { type: 'email', column: 'sender', values: 1, rows: 1 },
    { type: 'email', column: 'text', values: 1, rows: 1 },
    { type: 'mobile', column: 'sender', values: 1, rows: 1 },
    { type: 'mobile', column: 'text', values: 2, rows: 2 },
  ]);
  expect(report).toMatchObject({ rowsSeen: 3, rowsFound: 3 });
  expect(JSON.stringify(report)).not.toMatch(/13912345678|1234 5678|ann@mail|4111/);
  expect(report.samples.find(({ type }) => type === 'mobile')).toMatchObject({
    row: 1,
    column: 'text',
    start: 2,
    before: '请打',
    after: '，或写信a***@mail.com',
    becomes: { mask: '139****5678' },
  });
  expect(one.dump()).toEqual(before);
});

test('PV-37 a sample says where its text goes on', () => {
  using one = project([{ text: `${'很'.repeat(40)}打13912345678${'好'.repeat(40)}`, sender: null, label: 'ham' }]);

  const [sample] = one.scan(['text']).samples;

  expect([sample?.before, sample?.after]).toEqual([`…${'很'.repeat(31)}打`, `${'好'.repeat(32)}…`]);
});

test('PV-21 each kind becomes what was chosen for it, only in the chosen columns, and one undo brings all back', () => {
  using one = project(ROWS);
  const before = one.dump();

  const report = one.mask({ mobile: 'mask', email: 'fake', 'bank-card': 'hash' });

  expect(one.texts()).toEqual([
    expect.stringMatching(/^请打139\*{4}5678，或写信user-[a-z]{10}@example\.com$/),
    '没有什么',
    expect.stringMatching(/^手机 139 \*{4} 5678 卡 \[bank-card:[0-9a-f]{16}\]$/),
  ]);
  expect(one.texts('sender')).toEqual(['ann@mail.com', '13912345678', null]);
  expect(report).toMatchObject({ changedRows: 2, droppedRows: 0, changeId: 1 });
  expect(changeLog(one.db).history(one.key)).toHaveLength(1);

  changeLog(one.db).undo(one.key, one.id);
  expect(one.dump()).toEqual(before);
});

test('PV-22 the same value has the same fake in every row, column and dataset of the project, however it is written', () => {
  using one = project(ROWS);
  one.mask({ mobile: 'fake' }, ['text', 'sender']);
  const digits = (cell: unknown) => String(cell).replace(/\D/g, '').slice(0, 11);
  const [first, , third] = one.texts().map(digits);
  const second = digits(one.texts('sender')[1]);

  expect(first).toMatch(/^12\d{9}$/);
  expect([second, third]).toEqual([first, first]);

  using other = project(ROWS);
  other.mask({ mobile: 'fake' });
  expect(digits(other.texts()[0])).not.toBe(first);
});

test('PV-23 dropping takes out the rows that hold the kind, and masking what is in a kept web address still works', () => {
  using one = project([
    { text: 'see https://a.io/?mail=ann@mail.com' },
    { text: 'id 110101199003071233' },
    { text: 'fine' },
  ]);

  const report = one.mask({ 'id-card': 'drop', email: 'mask' });

  expect(report).toMatchObject({ droppedRows: 1, changedRows: 1 });
  expect(one.texts()).toEqual(['see https://a.io/?mail=a***@mail.com', 'fine']);
});

test('PV-24 a number cell is read as its digits, and the label that mirrors a cell is masked with it', () => {
  using one = project([
    { text: 13912345678, label: 'ann@mail.com' },
    { text: null, label: 'x' },
  ]);

  one.mask({ mobile: 'mask', email: 'mask' }, ['text', 'label']);

  expect([...rowTable(one.db).each(one.key)].map(({ cells, label }) => [cells, label])).toEqual([
    [{ text: '139****5678', label: 'a***@mail.com' }, 'a***@mail.com'],
    [{ text: null, label: 'x' }, 'x'],
  ]);
});

test('PV-25 where nothing is found nothing is written, and an unknown kind or column is named', () => {
  using one = project([{ text: 'fine' }]);

  expect(one.mask({ mobile: 'mask' }).changeId).toBeNull();
  expect(changeLog(one.db).history(one.key)).toEqual([]);
  expect(() => one.mask({ nose: 'mask' })).toThrow('There is no kind of personal data nose.');
  expect(() => one.scan(['nose'])).toThrow('The dataset mails has no column nose.');
});

test('PV-26 masking that is stopped half-way has changed nothing', () => {
  using one = project(Array.from({ length: 1200 }, (_, at) => ({ text: `${at} 13912345678` })));
  const before = one.dump();
  let calls = 0;
  const progress = (): void => {
    calls += 1;
    if (calls === 5) throw new Error('stopped');
  };

  const masking = () => mask({ datasetId: one.id, actions: { mobile: 'mask' } }, { ...one.tools, progress }, 1);

  expect(masking).toThrow('stopped');
  expect(calls).toBe(5);
  expect(one.dump()).toEqual(before);
  expect(changeLog(one.db).history(one.key)).toEqual([]);
});

test('PV-27 the salt is made once, only its owner may read it, and a damaged one is not replaced', () => {
  using folder = temporaryFolder();
  const salt = projectSalt(folder.path);

  expect(salt).toHaveLength(32);
  expect(projectSalt(folder.path)).toEqual(salt);
  expect(existsSync(saltFile(folder.path))).toBe(true);
  if (process.platform !== 'win32') expect(statSync(saltFile(folder.path)).mode & 0o777).toBe(0o600);

  writeFileSync(saltFile(folder.path), 'abc');
  expect(() => projectSalt(folder.path)).toThrow('is damaged');
});

test('PV-28 five thousand mails with a dozen findings each are masked in seconds', () => {
  const mail = '尊敬的客户，本公司代开发票，电话13912345678，邮箱 ann@mail.com，地址北京市朝阳区建国路88号。'.repeat(4);
  using one = project(Array.from({ length: 5000 }, (_, at) => ({ text: `${at} ${mail}` })));

  const report = one.mask({ mobile: 'mask', email: 'fake', 'address-chinese': 'fake' });

  expect(report.changedRows).toBe(5000);
  expect(report.seconds).toBeLessThan(10);
}, 20_000);

test('PV-29 a row that is edited between looking and masking is not passed over in silence', () => {
  using one = project([{ text: 'fine' }, ...Array.from({ length: 1200 }, () => ({ text: 'mail ann@mail.com' }))]);
  let calls = 0;
  const progress = (): void => {
    calls += 1;
    if (calls === 2) one.edit(1, 'call 13912345678');
  };
  const masking = () =>
    mask({ datasetId: one.id, actions: { mobile: 'mask', email: 'mask' } }, { ...one.tools, progress }, 3);

  expect(masking).toThrow('The rows of mails changed while they were looked at');
  expect(one.texts().slice(0, 2)).toEqual(['call 13912345678', 'mail ann@mail.com']);
  expect(masking()).toMatchObject({ changedRows: 1201 });
});

test('PV-30 a scan counts what stands only inside something longer, so that it can be chosen too', () => {
  using one = project([{ text: 'see https://a.io/?mail=ann@mail.com' }]);

  expect(one.scan()).toMatchObject({
    counts: [{ type: 'url', column: 'text', values: 1, rows: 1 }],
    inside: [{ type: 'email', column: 'text', values: 1, rows: 1 }],
  });
});

test('PV-31 names are found and masked in texts that were looked at as they are, and the others are counted', () => {
  using one = project([{ text: 'Sarah Connor called' }, { text: '王小明来了' }, { text: 'Robert Elz' }, { text: ' ' }]);
  one.named(1, 'Sarah Connor called', 'Sarah Connor');
  one.named(2, '王小明来了', '王小明');
  one.edit(2, '李华来了，手机13912345678');

  const report = one.scan();
  expect(report).toMatchObject({ rowsFound: 2, rowsNotLookedAt: 2 });
  expect(report.counts.map(({ type, values }) => [type, values])).toEqual([
    ['name', 1],
    ['mobile', 1],
  ]);
  expect(JSON.stringify(report)).not.toContain('Connor');
  expect(WORKS.namesState({ datasetId: one.id }, one.tools)).toEqual({ rows: 4, rowsNotLookedAt: 2, names: 1 });
  expect(one.mask({ mobile: 'mask' })).toMatchObject({ changedRows: 1, rowsNotLookedAt: 0 });
  expect(one.mask({ name: 'mask' })).toMatchObject({ changedRows: 1, rowsNotLookedAt: 2 });
  expect(one.texts()).toEqual(['S**** C***** called', '李华来了，手机139****5678', 'Robert Elz', ' ']);
});

test('PV-32 a job is given the texts that were not looked at as they are, and what it found is known of those alone', async () => {
  using one = project([{ text: 'Sarah Connor called' }, { text: 'a \ud800 王小明' }, { text: null }]);
  one.named(1, 'Sarah Connor called', 'Sarah Connor');
  const textsPath = 'names/nm_000000000001/texts.jsonl';
  const request = { datasetId: one.id, columns: ['text'], textsPath };

  expect(WORKS.writeNamesTexts(request, one.tools)).toEqual({ rows: 1 });
  const [text] = readFileSync(join(one.folder, textsPath), 'utf8').trim().split('\n');
  const { row, column, stamp, ...read } = JSON.parse(text ?? '');
  expect({ row, column, ...read }).toEqual({ row: 2, column: 'text', text: 'a \ufffd 王小明' });

  const file = 'names/nm_000000000001/names.jsonl';
  writeFileSync(join(one.folder, file), `${JSON.stringify({ row, column, stamp, spans: [{ start: 4, end: 7 }] })}\n`);
  const job = { ...request, kind: 'names', rows: 1 } as NamesJob;
  expect(await WORKS.takeInNames({ job, file }, one.tools)).toEqual({ rows: 1 });
  expect(WORKS.namesState({ datasetId: one.id }, one.tools)).toEqual({ rows: 3, rowsNotLookedAt: 0, names: 2 });

  one.edit(2, 'other');
  expect(WORKS.writeNamesTexts(request, one.tools)).toEqual({ rows: 1 });
  expect(await WORKS.takeInNames({ job, file }, one.tools), 'again, as after a kill').toEqual({ rows: 1 });
  expect(WORKS.namesState({ datasetId: one.id }, one.tools)).toMatchObject({ rowsNotLookedAt: 1 });
  changeLog(one.db).undo(one.key, one.id);
  expect(WORKS.namesState({ datasetId: one.id }, one.tools), 'its text has come back').toMatchObject({ names: 2 });
});
