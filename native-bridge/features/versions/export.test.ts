import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { previewImport } from '../../../test/importing.ts';
import { temporaryFolder } from '../../../test/temporary.ts';
import {
  type Cell,
  type DatasetId,
  type ExportRows,
  isRisky,
  LuthierError,
  type Roles,
  RowFormatId,
} from '../../contract/index.ts';
import { GUARD_COLUMN, guardCells, unguardCells } from '../../core/csv-guard.ts';
import { newId } from '../../core/ids.ts';
import { random } from '../../core/random.ts';
import { datasetTable } from '../../store/datasets.ts';
import { openDatabase } from '../../store/open.ts';
import { rowTable } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { importFile } from '../dataset/index.ts';
import { exportRows } from './export-rows.ts';
import { ROW_FORMATS } from './formats/index.ts';
import { freeze } from './freeze.ts';

type Cells = Record<string, Cell>;

function project(rows: readonly Cells[], roles: Roles = { text: 'text', label: 'label' }) {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const datasets = datasetTable(db);
  const stored = rowTable(db);
  const id = newId('ds') as DatasetId;
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const key = datasets.insert({ id, name: 'mails', columns, roles, sourceSha256: '', sourceName: 'm', createdAtMs: 1 });
  db.transaction(() => {
    for (const [at, cells] of rows.entries()) {
      stored.insert(key, at + 1, cells, roles.label ? String(cells[roles.label]) : null);
    }
  })();
  datasets.complete(key, columns, roles);
  db.prepare("UPDATE rows SET split = iif(row % 2 = 1, 'train', 'test')").run();
  const tools: WorkTools = { db, project: folder.path, progress: () => {} };
  return {
    db,
    id,
    tools,
    folder: folder.path,
    write: (more: Partial<ExportRows>, progress: WorkTools['progress'] = () => {}) =>
      exportRows(
        { source: { kind: 'dataset', datasetId: id }, format: 'jsonl', overwrite: false, raw: false, ...more },
        { ...tools, progress },
      ),
    async readBack(file: string) {
      const { dataset } = await importFile(db, folder.path, { file, roles }, () => {});
      return [...rowTable(db).each(datasetTable(db).key(dataset.id))].map(({ cells, split }) => ({ cells, split }));
    },
    async importAsFound(file: string, roles?: Partial<Roles>) {
      const { dataset } = await importFile(db, folder.path, { file, roles }, () => {});
      const rows = [...rowTable(db).each(datasetTable(db).key(dataset.id))];
      return { dataset, rows: rows.map(({ cells, split }) => ({ cells, split })) };
    },
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

const AWKWARD = [
  'plain',
  '=1+1',
  '+cmd|calc',
  '-2+3',
  '@SUM(A1)',
  '\tTab first',
  '＝全角',
  '＋全角',
  '－全角',
  '＠全角',
  "'already",
  "'=quoted",
  '-12.5',
  'comma, "quote"\nnewline',
  ' spaces ',
  'مرحبا 你好 👩‍👩‍👧',
  '<script>alert(1)</script>\u001b[31m',
];
const ROWS: Cells[] = AWKWARD.map((text, at) => ({ text, label: at % 2 ? 'ham' : 'spam', note: `n${at}` }));

test.each(['jsonl', 'csv', 'parquet'] as const)(
  'VX-1 %s comes back in with every cell and split as it was',
  async format => {
    using at = project(ROWS);

    const file = await at.write({ format });

    expect(file).toMatchObject({ rows: ROWS.length, skipped: 0, bytesPath: `exports/datasets/mails.${format}` });
    const back = await at.readBack(file.path);
    expect(back).toEqual(ROWS.map((cells, row) => ({ cells, split: row % 2 === 0 ? 'train' : 'test' })));
  },
);

test('VX-9 a CSV comes back with the same texts, and with nothing where nothing was, whatever stands in the cells', async () => {
  const next = random(11);
  const below = (most: number) => Math.floor(next() * most);
  const parts = ['', 'a', ' ', '"', "'", ',', ';', '\n', '\r', '\t', '=', '-1', '你', '👩‍👧', '\ufeff', 'NULL'];
  const cell = () =>
    below(4) === 0 ? null : Array.from({ length: below(4) }, () => parts[below(parts.length)]).join('');
  for (let round = 0; round < 60; round++) {
    const columns = ['text', 'a;b', '=c', "d'"].slice(0, 1 + below(4));
    const rows = Array.from({ length: 1 + below(8) }, () =>
      Object.fromEntries(columns.map(column => [column, cell()] as const)),
    );
    using at = project(rows, { text: 'text' });
    if (below(2)) at.db.prepare('UPDATE rows SET split = NULL').run();

    const { path } = await at.write({ format: 'csv', raw: below(2) === 1 });

    expect((await at.readBack(path)).map(({ cells }) => cells)).toEqual(rows);
  }
});

const TYPED: Cells[] = [
  { text: 'a', whole: 1, real: 0.5, yes: true, mixed: 5, none: null, big: 2 ** 53 - 1, chat: '[{"role":"user"}]' },
  { text: '', whole: -7, real: 3, yes: false, mixed: '5', none: null, big: 1e300, chat: '12' },
  { text: '12', whole: null, real: null, yes: null, mixed: true, none: null, big: null, chat: null },
];

test.each(['jsonl', 'parquet'] as const)(
  'VX-10 numbers, truth values and nulls come back from %s as what they were',
  async format => {
    using at = project(TYPED, { text: 'text' });

    const { path } = await at.write({ format });

    expect((await at.readBack(path)).map(({ cells }) => cells)).toEqual(TYPED);
  },
);

test('VX-11 a frozen version knows what its columns held, so that its exports are typed too', async () => {
  const rows = TYPED.map(({ mixed: _, ...cells }) => cells);
  using at = project(rows, { text: 'text' });
  const version = freeze({ datasetId: at.id, name: 'v1' }, at.tools, 1);

  expect(version.kinds).toEqual({
    text: 'text',
    whole: 'integer',
    real: 'number',
    yes: 'boolean',
    big: 'number',
    chat: 'text',
  });
  at.db.prepare("UPDATE sources SET share_data = 'yes'").run();
  const source = { kind: 'version' as const, hash: version.hash };
  const files = [await at.write({ source, format: 'jsonl' }), await at.write({ source, format: 'parquet' })];
  for (const { path } of files) expect((await at.readBack(path)).map(({ cells }) => cells)).toEqual(rows);
});

test('VX-2 a CSV that a spreadsheet opens runs nothing, says what it guarded, and is raw only when asked', async () => {
  using at = project(ROWS);

  const guarded = await at.write({ format: 'csv' });
  const raw = await at.write({ format: 'csv', raw: true, to: join(at.folder, 'raw.csv') });
  const harmless = project([{ text: 'a', label: 'x' }]);
  const plain = await harmless.write({ format: 'csv' });

  const text = readFileSync(guarded.path, 'utf8');
  expect(text.split('\r\n')[0]).toBe(`split,text,label,note,${GUARD_COLUMN}`);
  expect(text).not.toMatch(/(^|,)"?[=+@\t＝＋－＠]/m);
  // Nine formulas, and the two cells that begin with an apostrophe only where they stand in such a row.
  expect(guarded.guardedCells).toBe(9);
  expect(readFileSync(raw.path, 'utf8')).toContain('\r\ntest,=1+1,');
  expect(readFileSync(plain.path, 'utf8')).toBe('split,text,label\r\ntrain,a,x\r\n');
  harmless[Symbol.dispose]();
});

test('VX-3 guarding is undone exactly, whatever the cells begin with', () => {
  const starts = ['', "'", "''", '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', 'a', '1'];
  const cells = starts.flatMap(a => starts.map(b => `${a}${b}x`));
  for (let from = 0; from < cells.length; from++) {
    const row = cells.slice(from, from + 3);
    const safe = guardCells(row);
    expect(safe === null ? row : unguardCells(safe)).toEqual(row);
    expect((safe ?? row).some(isRisky)).toBe(false);
  }
});

const lines = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

test('VX-4 labelled texts become questions and answers in each chat format', async () => {
  using at = project([
    { text: 'Win a prize', label: 'spam' },
    { text: '', label: 'ham' },
  ]);
  const written = async (format: RowFormatId, instruction: string) => {
    const file = await at.write({ format, instruction });
    return { lines: lines(file.path), skipped: file.skipped };
  };

  expect(await written('alpaca', 'Spam or ham?')).toEqual({
    lines: [
      { instruction: 'Spam or ham?', input: 'Win a prize', output: 'spam' },
      { instruction: 'Spam or ham?', input: '', output: 'ham' },
    ],
    skipped: 0,
  });
  expect(await written('openai', 'Is "{text}" spam?')).toMatchObject({
    lines: [
      {
        messages: [
          { role: 'user', content: 'Is "Win a prize" spam?' },
          { role: 'assistant', content: 'spam' },
        ],
      },
      {},
    ],
  });
  expect(await written('sharegpt', '')).toEqual({
    lines: [
      {
        conversations: [
          { from: 'human', value: 'Win a prize' },
          { from: 'gpt', value: 'spam' },
        ],
      },
    ],
    skipped: 1,
  });
});

test('VX-5 chats and instructions keep their form from one format to the other', async () => {
  const turns = [
    { role: 'system', content: 'Be brief' },
    { role: 'user', content: '1+1?' },
    { role: 'assistant', content: '2' },
    { role: 'user', content: '2+2?' },
    { role: 'assistant', content: '4' },
  ];
  using chats = project([{ messages: JSON.stringify(turns) }], { text: 'messages', messages: 'messages' });
  using tasks = project([{ instruction: 'Add', input: '1 and 1', output: '2' }], {
    text: 'instruction',
    prompt: 'instruction',
    context: 'input',
    completion: 'output',
  });

  expect(lines((await chats.write({ format: 'openai' })).path)).toEqual([{ messages: turns }]);
  expect(lines((await chats.write({ format: 'alpaca' })).path)).toEqual([
    { instruction: '2+2?', input: '', output: '4', system: 'Be brief', history: [['1+1?', '2']] },
  ]);
  expect(lines((await tasks.write({ format: 'alpaca' })).path)).toEqual([
    { instruction: 'Add', input: '1 and 1', output: '2' },
  ]);
});

test('VX-12 a chat that nobody answers is left out of chat formats, and counted', async () => {
  const asked = [{ role: 'user', content: 'Hello?' }];
  const rows = [asked, [...asked, { role: 'assistant', content: 'Yes' }], [{ role: 'system', content: 'Be brief' }]];
  using at = project(
    rows.map(turns => ({ messages: JSON.stringify(turns) })),
    { text: 'messages', messages: 'messages' },
  );

  for (const format of ['openai', 'sharegpt', 'alpaca'] as const) {
    expect(await at.write({ format })).toMatchObject({ rows: 1, skipped: 2 });
  }
});

test('VX-6 a file that is there is kept unless it may be replaced, and a split can be asked for alone', async () => {
  using at = project(ROWS);
  const to = join(at.folder, 'out.jsonl');

  await at.write({ to, split: 'test' });
  expect(lines(to)).toHaveLength(8);
  await expect(at.write({ to })).rejects.toThrow('There is a file');
  await at.write({ to, overwrite: true });
  expect(lines(to)).toHaveLength(ROWS.length);
});

test.each(ROW_FORMATS.map(({ id }) => id))(
  'VX-7 a cancelled export as %s leaves the file before it, and no other',
  async format => {
    using at = project(Array.from({ length: 2500 }, (_, n) => ({ text: `text ${n}`, label: n % 2 ? 'a' : 'b' })));
    const to = join(at.folder, 'out', 'rows');
    await at.write({ format, to });
    const before = readFileSync(to);
    const progress: WorkTools['progress'] = ({ done, total }) => {
      if (done / total > 0.7) throw new LuthierError('job.cancelled', { id: 'export' });
    };

    await expect(at.write({ format, to, overwrite: true }, progress)).rejects.toThrow('cancelled');

    expect(readFileSync(to).equals(before)).toBe(true);
    expect(readdirSync(join(at.folder, 'out'))).toEqual(['rows']);
  },
);

test.each(ROW_FORMATS)(
  'VX-13 an export as $id says how far it is, also while it looks at all rows before the first is written',
  async format => {
    using at = project(Array.from({ length: 6000 }, (_, n) => ({ text: `text ${n}`, label: n % 2 ? 'a' : 'b' })));
    const told: number[] = [];

    await at.write(
      { format: format.id, to: join(at.folder, 'rows') },
      ({ done, total }) => void told.push(done / total),
    );

    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told).toHaveLength('look' in format ? 12 : 6);
    expect(told.at(-1)).toBe(1);
  },
);

const OPAQUE: Cells[] = [
  { 评论: '物流很快', 情感: '好', date: '2024-01-02', n: 1 },
  { 评论: '包装破了', 情感: '差', date: '2024-01-03', n: 2 },
];
const OPAQUE_ROLES: Roles = { text: '评论', label: '情感' };

test.each([
  ['jsonl', true],
  ['csv', true],
  ['parquet', true],
  ['jsonl', false],
  ['csv', false],
  ['parquet', false],
] as const)(
  'VX-14 an export as %s (with splits: %s) comes back with the parts of its columns, whatever they are called',
  async (format, hasSplits) => {
    using at = project(OPAQUE, OPAQUE_ROLES);
    if (!hasSplits) at.db.prepare('UPDATE rows SET split = NULL').run();
    const version = freeze({ datasetId: at.id, name: 'v1' }, at.tools, 1);
    at.db.prepare("UPDATE sources SET share_data = 'yes'").run();

    for (const source of [
      { kind: 'dataset', datasetId: at.id },
      { kind: 'version', hash: version.hash },
    ] as const) {
      const { path } = await at.write({ source, format });
      const { dataset, rows } = await at.importAsFound(path);
      const preview = await previewImport(at.folder, { file: path });

      expect(dataset).toMatchObject({
        columns: ['评论', '情感', 'date', 'n'],
        roles: OPAQUE_ROLES,
      });
      expect(preview).toMatchObject({ roles: OPAQUE_ROLES, own: true });
      expect(preview.columns.map(({ name }) => name)).toEqual(dataset.columns);
      const cells = format === 'csv' ? OPAQUE.map(row => ({ ...row, n: String(row.n) })) : OPAQUE;
      const split = (row: number) => (hasSplits ? (row % 2 === 0 ? 'train' : 'test') : null);
      expect(rows).toEqual(cells.map((row, n) => ({ cells: row, split: split(n) })));
    }
  },
);

test('VX-15 the file of a frozen version comes back with parts, splits and what its cells were', async () => {
  using at = project(OPAQUE, OPAQUE_ROLES);
  const { path } = freeze({ datasetId: at.id, name: 'v1' }, at.tools, 1);

  const { dataset, rows } = await at.importAsFound(join(at.folder, path));

  expect(dataset.roles).toEqual(OPAQUE_ROLES);
  expect(rows).toEqual(OPAQUE.map((cells, n) => ({ cells, split: n === 0 ? 'train' : 'test' })));
});

test('VX-16 parts that a person names go before those of the export, and parts of columns that are gone are none', async () => {
  using at = project(OPAQUE, OPAQUE_ROLES);
  const { path } = await at.write({ to: join(at.folder, 'out.jsonl') });

  const named = await at.importAsFound(path, { text: '情感', time: 'date' });
  expect(named.dataset.roles).toEqual({ text: '情感', time: 'date' });
  writeFileSync(path, '{"text":"a","label":"x"}\n');
  const other = await at.importAsFound(path);
  expect(other.dataset.roles).toEqual({ text: 'text', label: 'label' });
});

test('VX-17 a file for the parts stands beside an export only where the names of its columns do not tell them', async () => {
  using opaque = project(OPAQUE, OPAQUE_ROLES);
  using usual = project(ROWS);
  const to = join(opaque.folder, 'out', 'rows');

  await opaque.write({ to });
  expect(readdirSync(join(opaque.folder, 'out'))).toEqual(['rows', 'rows.luthier.json']);
  await usual.write({ to, overwrite: true });
  expect(readdirSync(join(opaque.folder, 'out'))).toEqual(['rows']);
});

test('VX-18 labelled texts without an instruction are asked as Alpaca asks, and come back as they were', async () => {
  using at = project(OPAQUE, OPAQUE_ROLES);

  const { path } = await at.write({ format: 'alpaca' });

  expect(lines(path)).toEqual([
    { instruction: '物流很快', input: '', output: '好' },
    { instruction: '包装破了', input: '', output: '差' },
  ]);
  const { dataset } = await at.importAsFound(path);
  expect(dataset.roles).toMatchObject({ text: 'instruction', prompt: 'instruction', completion: 'output' });
});

test('VX-8 every format of the contract is there, and rows without answers say what is missing', async () => {
  using at = project([{ text: 'a' }], { text: 'text' });

  expect(ROW_FORMATS.map(({ id }) => id).sort()).toEqual([...RowFormatId.options].sort());
  await expect(at.write({ format: 'openai' })).rejects.toThrow('mails has no column with an answer');
  expect(existsSync(join(at.folder, 'exports/datasets/mails.openai.jsonl'))).toBe(false);
});
