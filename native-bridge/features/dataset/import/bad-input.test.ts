import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { importing } from '../../../../test/importing.ts';
import { temporaryFolder } from '../../../../test/temporary.ts';
import { cell, letters, workbook, workbookOf } from '../../../../test/workbook.ts';
import { bombOf, partOf, zipOfParts } from '../../../../test/zip.ts';
import { previewImport } from './preview.ts';
import { previewAside } from './preview-thread.ts';

const GIBIBYTE = 1024;
const bomb = { packed: bombOf(3 * GIBIBYTE), sizeBytes: 3 * GIBIBYTE * 1024 * 1024 };
const long = { packed: bombOf(600), sizeBytes: 1000 };

test.each([
  ['bomb.xlsx', workbookOf(bomb), 'import.archive_too_large'],
  ['lies.xlsx', workbookOf(long), 'import.damaged'],
  ['unsaid.xlsx', workbookOf({ ...long, sizeBytes: 0, flags: 0x0808 }), 'import.damaged'],
  ['lies.zip', zipOfParts([{ name: 'a.csv', ...long }]), 'import.damaged'],
])(
  'DS-60 %s, a few megabytes that would fill the machine, is refused, and nothing is left of it',
  async (name, content, code) => {
    const { report, preview, left, rows } = await importing({ [name]: content }, name);

    expect(report).toMatchObject({ code });
    expect({ left, rows }).toEqual({ left: [], rows: [] });
    expect(preview).toMatchObject({ code });
  },
);

const noise = (bytes: number) => {
  let state = 1;
  return Uint8Array.from({ length: bytes }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
};

test.each([
  ['noise.csv', noise(20_000)],
  ['picture.txt', gzipSync(noise(5000))],
  ['zeros.jsonl', new Uint8Array(4000)],
])(
  'DS-87 %s, whose bytes are no text, is not shown as text but refused by its name, unless its encoding is said',
  async (name, content) => {
    const { report, preview, left } = await importing({ [name]: content }, name);

    const refused = { code: 'import.not_text', facts: { file: name } };
    expect([preview, report]).toMatchObject([refused, refused]);
    expect(left).toEqual([]);
    const said = await importing({ [name]: content }, name, { encoding: 'windows-1252' });
    expect(said.preview).not.toMatchObject({ code: 'import.not_text' });
  },
);

test.each([
  ['utf-16le', new Uint8Array(Buffer.from('text,label\nfree money,spam\n', 'utf16le'))],
  ['windows-1252', new Uint8Array(Buffer.from('text,label\ncafé à la crème déjà vu,ham\n', 'latin1'))],
  ['utf-8', new TextEncoder().encode('text,label\na\u0001b\u0002c\u0003,spam\n')],
])('DS-88 a text in %s is text', async (_, content) => {
  const { report, cells } = await importing({ 'mails.csv': content }, 'mails.csv');

  expect(report).toMatchObject({ accepted: 1 });
  expect(cells).toHaveLength(1);
});

const WIDE = Array.from({ length: 5000 }, (_, column) => (column === 0 ? 'text' : `c${column}`));
const HUGE = 'x'.repeat(30 * 1024 * 1024);
/** The first cells of each row: a number, a text, a truth value and nothing in one column. */
const MIXED = [
  ['wide', 5],
  ['mixed', 'five'],
  ['true', true],
  [HUGE, null],
] as const;

test.each([
  [
    'csv',
    [WIDE, ...MIXED.map(cells => [...cells, ...WIDE.slice(2).fill('1')])].map(cells => cells.join(',')).join('\n'),
  ],
  [
    'xlsx',
    workbook(
      [WIDE, ...MIXED]
        .map((cells, row) => {
          const filled = cells.map((value, at) => {
            const place = `${letters(at + 1)}${row + 1}`;
            if (value === HUGE) return `<c r="${place}" t="s"><v>0</v></c>`;
            return value === null ? '' : cell(place, value);
          });
          return `<row r="${row + 1}">${filled.join('')}</row>`;
        })
        .join(''),
      [HUGE],
    ),
  ],
])(
  'DS-61 5,000 columns, a cell of 30 MB and mixed types in a column of %s are taken as they are',
  async (ending, content) => {
    const { report, preview, cells } = await importing({ [`odd.${ending}`]: content }, `odd.${ending}`);

    expect(report).toMatchObject({ accepted: 4, rejected: 0, dataset: { columns: WIDE } });
    expect(cells.map(({ text }) => String(text).length)).toEqual([4, 5, 4, HUGE.length]);
    expect(cells.map(({ c1 }) => c1)).toEqual(ending === 'csv' ? ['5', 'five', 'true', null] : [5, 'five', true, null]);
    const columns = 'columns' in preview ? preview.columns : [];
    expect(columns.find(({ name }) => name === 'c1')).toMatchObject({ type: 'mixed', filled: 3 });
  },
  60_000,
);

test('DS-69 a workbook with a text that no Excel could hold is refused at once', async () => {
  const rows = `<row r="1">${cell('A1', 'text')}</row><row r="2">${cell('A2', HUGE)}</row>`;

  const { report, left } = await importing({ 'a.xlsx': workbook(rows) }, 'a.xlsx');

  expect(report).toMatchObject({ code: 'import.damaged', facts: { reason: expect.stringContaining('32,767') } });
  expect(left).toEqual([]);
});

test('DS-62 a preview takes as many rows as a page can hold, and says that there are more', async () => {
  const lines = Array.from({ length: 20 }, (_, row) => JSON.stringify({ text: `${row} ${'x'.repeat(3_000_000)}` }));

  const { preview } = await importing({ 'a.jsonl': lines.join('\n') }, 'a.jsonl');

  expect(preview).toMatchObject({ more: true, rows: [{ text: lines[0]?.slice(9, -2) }, {}] });
});

test('DS-63 equal names of columns, spaces around texts and formulas of a workbook lose nothing', async () => {
  const rows = `<row r="1">${cell('A1', 'text')}${cell('B1', 'text')}</row>
    <row r="2">${cell('A2', '  two spaces')}<c r="B2" t="str"><f>1+1</f><v>2</v></c></row>`;

  const { cells } = await importing({ 'a.xlsx': workbook(rows) }, 'a.xlsx');

  expect(cells).toEqual([{ text: '  two spaces', 'text (2)': '2' }]);
});

const CHINESE = Buffer.from('d1b5c1b7bcaf2fb5dad2bbd5c22e747874', 'hex');
const unicodePath = (name: string, of: Uint8Array): Buffer => {
  const path = Buffer.from(name);
  const field = Buffer.alloc(9);
  field.writeUInt16LE(0x7075, 0);
  field.writeUInt16LE(path.length + 5, 2);
  field.writeUInt8(1, 4);
  field.writeUInt32LE(crc32(of), 5);
  return Buffer.concat([field, path]);
};

test.each([
  ['GBK, without saying so', { name: CHINESE, flags: 0 }, '训练集', '第一章.txt'],
  ['UTF-8, without saying so', { name: '训练集/第一章.txt', flags: 0 }, '训练集', '第一章.txt'],
  ['UTF-8, and says so', { name: '训练集/第一章.txt' }, '训练集', '第一章.txt'],
  ['GBK with backslashes', { name: Buffer.from(CHINESE).fill('\\', 6, 7), flags: 0 }, '训练集', '第一章.txt'],
  [
    'something else, with a field for Unicode',
    { name: 'XUNLI/1.TXT', flags: 0, extra: unicodePath('训练集/第一章.txt', Buffer.from('XUNLI/1.TXT')) },
    '训练集',
    '第一章.txt',
  ],
  [
    'the code page of the first PCs',
    { name: Buffer.from('72826163742f636166822e747874', 'hex'), flags: 0 },
    'réact',
    'café.txt',
  ],
])('DS-64 a name in a zip that is in %s is stored as people gave it', async (_, named, folder, file) => {
  const archive = zipOfParts([
    { ...partOf('', 'one'), ...named },
    { ...partOf('other.txt', 'two'), flags: 0 },
  ]);

  const { cells } = await importing({ 'a.zip': archive }, 'a.zip');

  expect(cells).toEqual([
    { text: 'one', file, folder },
    { text: 'two', file: 'other.txt' },
  ]);
});

test.each([
  ['../', Buffer.from('2e2e2fb5dad2bbd5c22e747874', 'hex')],
  ['/', Buffer.from('2fb5dad2bbd5c22e747874', 'hex')],
  ['C:\\', Buffer.from('433a5cb5dad2bbd5c22e747874', 'hex')],
  ['..\\', Buffer.from('2e2e5cb5dad2bbd5c22e747874', 'hex')],
])('DS-65 a name in GBK that begins with %s is refused', async (begin, name) => {
  const archive = zipOfParts([{ ...partOf('', 'one'), name, flags: 0 }]);

  const { report, left } = await importing({ 'a.zip': archive }, 'a.zip');

  expect(report).toMatchObject({
    code: 'import.archive_unsafe',
    facts: { name: `${begin.replace('\\', '/')}第一章.txt` },
  });
  expect(left).toEqual([]);
});

/** Made by pyarrow, see make.py beside them. */
const PARQUET = join(import.meta.dirname, '../../../../test/fixtures/nested-parquet');

test.each(['plain.parquet', 'packed.parquet'])(
  'DS-66 nested columns, decimals and large numbers of %s, which another program wrote, are whole',
  async name => {
    const { report, cells, preview } = await importing({ [name]: readFileSync(join(PARQUET, name)) }, name);

    expect(report).toMatchObject({ accepted: 3, rejected: 0 });
    const parsed = cells.map(row =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [
          column,
          typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value,
        ]),
      ),
    );
    expect(parsed).toEqual(JSON.parse(readFileSync(join(PARQUET, 'expected.json'), 'utf8')));
    expect(preview).toMatchObject({ rows: cells });
  },
);

test('DS-67 a page of Parquet that unpacks to more than it says is refused', async () => {
  const swollen = (page: Uint8Array) => gzipSync(Buffer.concat([page, Buffer.alloc(64 * 1024 * 1024)]));
  const written = parquetWriteBuffer({
    columnData: [{ name: 'text', data: ['a', 'b'] }],
    codec: 'GZIP',
    compressors: { GZIP: swollen },
  });

  const { report, left } = await importing({ 'a.parquet': new Uint8Array(written) }, 'a.parquet');

  expect(report).toMatchObject({ code: 'import.damaged', facts: { format: 'Parquet' } });
  expect(left).toEqual([]);
});

test('DS-73 while a workbook is previewed whoever asked is free, and gets the same first rows', async () => {
  using folder = temporaryFolder();
  const cells = 'ABCDEFGHIJ'.split('').map(letter => `<c r="${letter}NR" t="str"><v>a text of some length</v></c>`);
  const row = `<row r="NR">${cells.join('')}</row>`;
  const rows = Array.from({ length: 30_000 }, (_, at) => row.replaceAll('NR', String(at + 1)));
  const file = folder.write('a.xlsx', workbook(rows.join('')));
  const before = performance.eventLoopUtilization();

  const preview = await previewAside(folder.path, { file });

  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  expect(preview).toEqual(await previewImport(folder.path, { file }));
  expect(readdirSync(join(folder.path, 'sources'))).toEqual([]);
  await expect(previewAside(folder.path, { file: join(folder.path, 'none.xlsx') })).rejects.toMatchObject({
    code: 'import.not_found',
    facts: { file: 'none.xlsx' },
  });
});
