import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { importing, parquetOf } from '../../../../test/importing.ts';
import { temporaryFolder } from '../../../../test/temporary.ts';
import { cell, workbook } from '../../../../test/workbook.ts';
import { partOf, zipOf } from '../../../../test/zip.ts';
import { FORMATS } from './formats/index.ts';

/** Parquet in which two columns have one name, as a join in other programs leaves it. */
function parquetTwice(): Uint8Array {
  const columnData = [
    { name: 'textA', data: ['a', 'b'] },
    { name: 'textB', data: ['c', 'd'] },
  ];
  const bytes = Buffer.from(parquetWriteBuffer({ columnData }));
  for (let at = bytes.indexOf('textB'); at !== -1; at = bytes.indexOf('textB')) bytes.write('textA', at);
  return bytes;
}

const MAIL = 'From: Ann <ann@example.com>\nSubject: Hi\nDate: Mon, 1 Jan 2024 10:00:00 +0100\n\nHello\n';
const HELLO = [
  { text: 'hello', label: 'ham' },
  { text: '你好', label: 'spam' },
];
const MAIL_CELLS = { date: '2024-01-01T09:00:00.000Z', from: 'Ann <ann@example.com>', subject: 'Hi', body: 'Hello' };

/** A file of every format, and the cells that come of it. */
const SAMPLES: Readonly<Record<string, readonly [content: string | Uint8Array, cells: readonly object[]]>> = {
  jsonl: [HELLO.map(row => JSON.stringify(row)).join('\n'), HELLO],
  csv: ['text,label\nhello,ham\n你好,spam\n', HELLO],
  json: [JSON.stringify({ version: 1, data: HELLO }, null, 2), HELLO],
  parquet: [parquetOf({ text: ['hello', '你好'], label: ['ham', 'spam'] }), HELLO],
  arrow: [tableToIPC(tableFromArrays({ text: ['hello', '你好'], label: ['ham', 'spam'] }), 'file'), HELLO],
  xlsx: [
    workbook(`<row r="1">${cell('A1', 'text')}${cell('B1', 'label')}</row>
      <row r="2">${cell('A2', 'hello')}<c r="B2" t="str"><f>CONCAT("sp","am")</f><v>ham</v></c></row>
      <row r="3">${cell('A3', '你好')}${cell('B3', 'spam')}</row>`),
    HELLO,
  ],
  txt: ['hello\n\n你好\n', HELLO.map(row => ({ text: row.text }))],
  eml: [MAIL, [MAIL_CELLS]],
  mbox: [
    `From ann Mon\n${MAIL}\nFrom ann Mon\n${MAIL.replace('Hello', '>From afar')}`,
    [MAIL_CELLS, { ...MAIL_CELLS, body: 'From afar' }],
  ],
};

const sample = (id: string) => Buffer.from(SAMPLES[id]?.[0] ?? '');

test.each(FORMATS.flatMap(({ id, endings }) => endings.map(ending => [id, ending] as const)))(
  'DS-20 %s (.%s): a file, its gzip and a zip around it give the same rows, and a preview shows them before',
  async (id, ending) => {
    const [content, cells] = SAMPLES[id] ?? ['', []];
    const files = {
      [`a.${ending}`]: content,
      [`b.${ending}.gz`]: gzipSync(content),
      'c.zip': zipOf({ [`in/a.${ending}`]: content }),
    };
    for (const path of Object.keys(files)) {
      const got = await importing(files, path);

      expect(got.cells).toEqual(cells);
      expect(got.preview).toMatchObject({ format: id, rows: cells, rejects: [], more: false });
      expect(got.left).toHaveLength(1);
    }
  },
);

test('DS-21 a folder of texts gives a row a file with its name and folder, or a row a line where that is asked', async () => {
  const files = { 'd/pos/1.txt': 'good\nfilm\n', 'd/neg/2.txt': 'bad', 'd/README.txt': 'about', 'd/.hidden.txt': 'x' };

  const whole = await importing(files, 'd');
  const lines = await importing(files, 'd', { textUnit: 'line' });

  expect(whole.cells).toEqual([
    { text: 'bad', file: '2.txt', folder: 'neg' },
    { text: 'good\nfilm', file: '1.txt', folder: 'pos' },
  ]);
  expect(lines.cells.map(cells => cells.text)).toEqual(['bad', 'good', 'film']);
});

test('DS-22 a folder and a zip of mails give a row a mail; what is no mail is named with its file', async () => {
  const mails = { 'm/a.eml': MAIL, 'm/b.eml': 'no mail at all', 'm/c.eml': MAIL };

  const { cells, report } = await importing(mails, 'm');

  expect(cells).toEqual(['a.eml', 'c.eml'].map(file => ({ ...MAIL_CELLS, file })));
  expect(report).toMatchObject({ rejected: 1, ledger: [{ line: 1, reason: { where: { file: 'b.eml' } } }] });
});

test('DS-23 the folder of a Hugging Face dataset comes with its splits', async () => {
  const files = {
    'd/README.md': '# about',
    'd/dataset_infos.json': '{}',
    'd/data/train-00000-of-00002.parquet': parquetOf({ text: ['a'] }),
    'd/data/train-00001-of-00002.parquet': parquetOf({ text: ['b'] }),
    'd/data/validation-00000-of-00001.parquet': parquetOf({ text: ['c'] }),
    'd/data/test-00000-of-00001.parquet': parquetOf({ text: ['d'] }),
  };

  const { rows, preview } = await importing(files, 'd');

  expect(rows.map(({ cells, split }) => [cells.text, cells.split, split])).toEqual([
    ['d', 'test', 'test'],
    ['a', 'train', 'train'],
    ['b', 'train', 'train'],
    ['c', 'validation', 'validation'],
  ]);
  expect(preview).toMatchObject({ files: 4, format: 'parquet' });
});

test('DS-30 a snapshot of the cache of Hugging Face is read through its links, and no other link is', async () => {
  using folder = temporaryFolder();
  const snapshot = join(folder.path, 'datasets--a--b', 'snapshots', 'abc');
  const blobs = join(folder.path, 'datasets--a--b', 'blobs');
  mkdirSync(snapshot, { recursive: true });
  mkdirSync(blobs);
  writeFileSync(join(blobs, '123'), '{"text":"a row"}\n');
  writeFileSync(join(folder.path, 'secret.jsonl'), '{"text":"a secret"}\n');
  symlinkSync('../../blobs/123', join(snapshot, 'train.jsonl'));
  symlinkSync('../../../secret.jsonl', join(snapshot, 'other.jsonl'));

  const { cells } = await importing({}, relative(folder.path, snapshot), { file: snapshot });

  expect(cells).toMatchObject([{ text: 'a row' }]);
});

test('DS-24 nested values of Parquet and JSON are kept as JSON text, whole numbers without loss', async () => {
  const row = { text: 'a', tags: ['x', 'y'], inner: { n: 1 }, big: 2n ** 60n };
  const parquet = parquetOf({ text: ['a'], tags: [['x', 'y']], inner: [{ n: 1 }], big: [row.big] });

  const { cells } = await importing({ 'a.parquet': parquet }, 'a.parquet');

  expect(cells).toEqual([{ text: 'a', tags: '["x","y"]', inner: '{"n":1}', big: '1152921504606846976' }]);
});

test.each([
  ['cut.parquet', sample('parquet').subarray(0, -9), 'import.damaged'],
  ['twice.parquet', parquetTwice(), 'import.damaged'],
  ['cut.arrow', sample('arrow').subarray(0, 60), 'import.damaged'],
  ['cut.xlsx', sample('xlsx').subarray(0, 300), 'import.damaged'],
  ['cut.json', '[{"text":"a"},{"te', 'import.damaged'],
  ['two.json', '{"a":[{"text":"a"}],"b":[{"text":"b"}]}', 'import.damaged'],
  ['more.json', '[{"text":"a"}]\n{"text":"lost"}', 'import.damaged'],
  ['none.json', '{"a":1,\n"b":2}', 'import.damaged'],
  ['cut.jsonl.gz', gzipSync('{"text":"a"}\n'.repeat(100)).subarray(0, -12), 'import.damaged'],
  ['no.zip', 'this is no zip', 'import.damaged'],
  ['out.zip', zipOf({ '../out.jsonl': '{"text":"a"}' }), 'import.archive_unsafe'],
  ['root.zip', zipOf({ '/etc/out.jsonl': '{"text":"a"}' }), 'import.archive_unsafe'],
  ['other.zip', zipOf({ 'picture.png': 'x' }), 'import.nothing_known'],
  ['bomb.jsonl.gz', gzipSync(Buffer.alloc(20 * 1024 * 1024, ' ')), 'import.archive_too_large'],
  ['bomb.zip', zipOf({ 'a.csv': Buffer.alloc(20 * 1024 * 1024, ' ') }), 'import.archive_too_large'],
])('DS-25 %s is refused by name, and nothing is left of it', async (name, content, code) => {
  const { report, left, rows } = await importing({ [name]: content }, name);

  expect(report).toMatchObject({ code, facts: { file: name } });
  expect({ left, rows }).toEqual({ left: [], rows: [] });
});

test('DS-27 a column may have any name, and a named encoding holds for what is packed', async () => {
  const [csv] = (await importing({ 'a.csv': '__proto__,text\nx,y\n' }, 'a.csv')).cells;
  const [json] = (await importing({ 'a.jsonl': '{"__proto__":"x","text":"y"}' }, 'a.jsonl')).cells;
  expect([csv, json]).toEqual([
    { '__proto__ (2)': 'x', text: 'y' },
    { '__proto__ (2)': 'x', text: 'y' },
  ]);

  const packed = { 'a.csv.gz': gzipSync(Buffer.from('746578740ac4e3bac30a', 'hex')) };
  const { cells } = await importing(packed, 'a.csv.gz', { encoding: 'gb18030' });
  expect(cells).toEqual([{ text: '你好' }]);
});

test('DS-28 long rows of a packed file are previewed as they are imported', async () => {
  const rows = Array.from({ length: 60 }, (_, row) => ({ text: `${row} ${'x'.repeat(40_000)}` }));
  const { preview, cells } = await importing({ 'a.json.gz': gzipSync(JSON.stringify(rows)) }, 'a.json.gz');

  expect(cells).toHaveLength(60);
  expect(preview).toMatchObject({ more: true, rejects: [] });
});

test('DS-29 a large group of Parquet is read in parts, and every row of it once', async () => {
  const text = Array.from({ length: 3000 }, (_, row) => `${row} ${row.toString(36).repeat(9000)}`);
  const { cells } = await importing({ 'a.parquet': parquetOf({ text }) }, 'a.parquet');

  expect(cells.map(row => String(row.text).split(' ')[0])).toEqual(text.slice(0, 1000).map((_, row) => String(row)));
});

test('DS-26 the shape of instruction and chat data is recognised, and its columns find their parts', async () => {
  const shapes = {
    'alpaca.jsonl': { instruction: 'say', input: '', output: 'hi' },
    'share.jsonl': { conversations: [{ from: 'human', value: 'hi' }] },
    'openai.jsonl': { messages: [{ role: 'user', content: 'hi' }] },
    'plain.jsonl': { text: 'hi', when: '2024-01-31', price: '3.5' },
  };
  const files = Object.fromEntries(Object.entries(shapes).map(([name, row]) => [name, JSON.stringify(row)]));
  const seen = await Promise.all(Object.keys(files).map(name => importing(files, name)));

  expect(seen.map(({ preview }) => ('preset' in preview ? [preview.preset, preview.roles] : preview))).toEqual([
    ['alpaca', { text: 'instruction', prompt: 'instruction', context: 'input', completion: 'output' }],
    ['sharegpt', { text: 'conversations', messages: 'conversations' }],
    ['openai-messages', { text: 'messages', messages: 'messages' }],
    ['plain', { text: 'text' }],
  ]);
  expect(seen[3]?.preview).toMatchObject({ columns: [{ type: 'text' }, { type: 'date' }, { type: 'number' }] });
});

test('DS-31 times of a workbook are whole seconds where they were, and keep a part of a second', async () => {
  const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
    <cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`;
  const start = Date.UTC(1899, 11, 30);
  const times = Array.from({ length: 24 }, (_, hour) => Date.UTC(2025, 5, 1 + hour, hour, 59 - hour, hour * 2));
  const moments = [...times, Date.UTC(2025, 5, 1, 10, 0, 0, 250)];
  const rows = moments.map((atMs, at) => {
    const days = Number(((atMs - start) / 86_400_000).toPrecision(15)) - 1e-11;
    return `<row r="${at + 2}">${cell(`A${at + 2}`, 'a')}<c r="B${at + 2}" s="1"><v>${days}</v></c></row>`;
  });
  const titles = `<row r="1">${cell('A1', 'text')}${cell('B1', 'sent')}</row>`;
  const content = workbook(titles + rows.join(''), [], partOf('xl/styles.xml', styles));

  const { cells } = await importing({ 'a.xlsx': content }, 'a.xlsx');

  const sent = cells.map(row => Date.parse(String(row.sent)));
  expect(sent.slice(0, -1)).toEqual(times);
  expect(Math.abs((sent.at(-1) ?? 0) - (moments.at(-1) ?? 0))).toBeLessThan(2);
});

test('DS-33 a formula without a stored value is told by its column, and one with an empty value is not', async () => {
  const rows = `<row r="1">${cell('A1', 'text')}${cell('B1', 'sum')}</row>
    <row r="2">${cell('A2', 'a')}<c r="B2"><f>1+1</f><v></v></c></row>
    <row r="3">${cell('A3', 'b')}<c r="B3" t="str"><f>""</f><v></v></c></row>
    <row r="4">${cell('A4', 'c')}<c r="B4"><f>1+1</f><v>2</v></c></row>
    <row r="5"><c r="A5" s="1"/><c r="B5"><f>A1+1</f></c></row>`;

  const { report, preview } = await importing({ 'a.xlsx': workbook(rows) }, 'a.xlsx', { roles: { text: 'sum' } });

  const entries = [2, 5].map(line => ({
    line,
    reason: { code: 'import.no_value', facts: { file: 'a.xlsx', line, columns: 'sum' } },
  }));
  const ledger = 'ledger' in report ? report.ledger.filter(({ reason }) => reason.code === 'import.no_value') : [];
  expect(ledger).toMatchObject(entries);
  expect(report).toMatchObject({ accepted: 4 });
  expect(preview).toMatchObject({ rejects: entries });
});

test.each([
  ['a.csv', 'text,text,n,text\na,b,1,c\nd,e,2,f\n'],
  [
    'a.xlsx',
    workbook(
      ['text', 'a', 'd']
        .map((value, at) => {
          const row = [value, at === 0 ? 'text' : 'b', at === 0 ? 'n' : '1', at === 0 ? 'text' : 'c'];
          const cells = row.map((text, column) => cell(`${'ABCD'[column]}${at + 1}`, text)).join('');
          return `<row r="${at + 1}">${cells}</row>`;
        })
        .join(''),
    ),
  ],
])('DS-34 equal names of columns in %s are told once, with what they are called', async (name, content) => {
  const { report, preview } = await importing({ [name]: content }, name);

  const entry = {
    line: 2,
    reason: { code: 'import.renamed_columns', facts: { file: name, columns: 'text (2), text (3)' } },
  };
  expect(report).toMatchObject({ accepted: 2, rejected: 0, mended: 1, ledger: [entry] });
  expect(preview).toMatchObject({ rejects: [entry] });
});

test('DS-32 a workbook whose other sheets have cells says so in preview and ledger, and one with empty ones does not', async () => {
  const rows = `<row r="1">${cell('A1', 'text')}</row><row r="2">${cell('A2', 'a')}</row><row r="3">${cell('A3', 'b')}</row>`;
  const sheet = (cells: string) => `<worksheet><sheetData>${cells}</sheetData></worksheet>`;
  const withOther = (other: string) => workbook(rows, [], partOf('xl/worksheets/sheet2.xml', sheet(other)));

  const more = await importing({ 'a.xlsx': withOther(`<row r="1">${cell('A1', 1)}</row>`) }, 'a.xlsx', {
    types: { text: 'text' },
  });
  const empty = await importing({ 'a.xlsx': withOther('<row r="1"><c r="A1" s="1"/></row>') }, 'a.xlsx');

  const entry = { line: 2, reason: { code: 'import.other_sheets', facts: { file: 'a.xlsx', count: 1 } } };
  expect(more.report).toMatchObject({ accepted: 2, rejected: 0, mended: 1, ledger: [entry] });
  expect(more.preview).toMatchObject({ rejects: [entry] });
  expect(empty.report).toMatchObject({ accepted: 2, rejected: 0, mended: 0, ledger: [] });
});
