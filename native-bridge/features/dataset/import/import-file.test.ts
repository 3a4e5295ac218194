import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/temporary.ts';
import type { ImportFile, LuthierError } from '../../../contract/index.ts';
import { openDatabase } from '../../../store/open.ts';
import { rowTable } from '../../../store/rows.ts';
import { importFile } from './import-file.ts';

async function importing(name: string, content: string | Uint8Array, request: Partial<ImportFile> = {}) {
  using folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  try {
    const file = folder.write(name, content);
    const report = await importFile(db, folder.path, { file, ...request }, () => {}).catch(
      (error: LuthierError) => error,
    );
    const datasets = db.prepare('SELECT count(*) AS n FROM datasets').get() as { n: number };
    const rows = 'dataset' in report ? rowTable(db).page({ dataset: 1, after: 0, limit: 100 }) : [];
    return { report, rows, datasets: datasets.n, sources: readdirSync(folder.path).includes('sources') };
  } finally {
    db.close();
  }
}

async function refused(name: string, content: string | Uint8Array, request: Partial<ImportFile> = {}) {
  const { report, datasets } = await importing(name, content, request);
  expect(datasets).toBe(0);
  return report as LuthierError;
}

async function accepted(name: string, content: string | Uint8Array, request: Partial<ImportFile> = {}) {
  const { report, rows } = await importing(name, content, request);
  if (!('accepted' in report)) throw report;
  return { report, rows, texts: rows.map(({ cells }) => cells.text) };
}

test('DS-1 a JSONL file becomes a dataset with its columns, roles and counts', async () => {
  const lines = ['{"text":"hello","label":"ham","n":1}', '{"text":"buy","label":"spam","tags":["a"]}'];

  const { report, rows } = await accepted('mails.jsonl', lines.join('\n'));

  expect(report.dataset).toMatchObject({
    name: 'mails',
    columns: ['text', 'label', 'n', 'tags'],
    roles: { text: 'text', label: 'label' },
    rowCount: 2,
    labels: [
      { label: 'ham', rows: 1 },
      { label: 'spam', rows: 1 },
    ],
  });
  expect(rows[1]).toMatchObject({ row: 2, split: null, cells: { text: 'buy', label: 'spam', tags: '["a"]' } });
});

test('DS-2 an empty file is refused by name', async () => {
  expect(await refused('empty.jsonl', '')).toMatchObject({ code: 'import.empty', facts: { file: 'empty.jsonl' } });
});

test('DS-3 a CSV with a header and nothing below is refused as empty', async () => {
  expect(await refused('head.csv', 'text,label\n')).toMatchObject({ code: 'import.empty' });
});

test('DS-4 one broken line in the middle is named by file and line, and the others are kept', async () => {
  const { report, texts } = await accepted('mails.jsonl', '{"text":"a"}\n{"text":\n{"text":"c"}\n');

  expect(texts).toEqual(['a', 'c']);
  expect(report.ledger).toMatchObject([
    { line: 2, reason: { code: 'import.broken_line', where: { file: 'mails.jsonl', row: 2 } } },
  ]);
});

test.each([
  [
    'gb18030',
    Buffer.from('cec4b1be2c6c6162656c0ad6d0b9fac8cbc3f1d3cad5fe2cbac30ac4e3bac32cbbb50a', 'hex'),
    '文本',
    '中国人民邮政',
  ],
  ['utf-16le', Buffer.from('\ufefftext,label\n你好,好\n', 'utf16le'), 'text', '你好'],
  ['utf-16le', Buffer.from('text,label\nhello,good\n', 'utf16le'), 'text', 'hello'],
  ['utf-8', Buffer.from('\ufefftext,label\n你好,好\n'), 'text', '你好'],
])('DS-5 a file in %s is found out and read', async (encoding, bytes, column, first) => {
  const { report, rows } = await accepted('mails.csv', bytes, { roles: { text: column } });

  expect(report.encoding).toBe(encoding);
  expect(rows[0]?.cells[column]).toBe(first);
});

test('DS-6 a named encoding that does not hold is refused with the place', async () => {
  const bytes = Buffer.from([0x74, 0x65, 0x78, 0x74, 0x0a, 0xff, 0xfe, 0xfd, 0x0a]);
  expect(await refused('mails.csv', bytes, { encoding: 'utf-8' })).toMatchObject({ code: 'import.encoding' });
});

test('DS-7 a line that is not UTF-8 is rejected and the others are kept', async () => {
  const good = Buffer.from(`${'{"text":"fine"}\n'.repeat(20000)}`);
  const { report } = await accepted('mails.jsonl', Buffer.concat([good, Buffer.from([0x22, 0xff, 0x22, 0x0a])]));

  expect(report).toMatchObject({ accepted: 20000, rejected: 1, ledger: [{ line: 20001 }] });
});

test('DS-8 rows that hold a NUL byte are rejected by line', async () => {
  const { report, texts } = await accepted('mails.csv', 'text,label\na,x\nb\0b,y\nc,z\n');

  expect(texts).toEqual(['a', 'c']);
  expect(report.ledger).toMatchObject([{ line: 3, reason: { facts: { reason: 'holds a NUL byte' } } }]);
});

test('DS-9 a line of 50 MB is rejected by line and size, in bounded memory, and reading goes on', async () => {
  const huge = Buffer.alloc(50 * 1024 * 1024, 'x');
  const { report, texts } = await accepted(
    'mails.jsonl',
    Buffer.concat([Buffer.from('{"text":"a"}\n'), huge, Buffer.from('\n{"text":"b"}\n')]),
  );

  expect(texts).toEqual(['a', 'b']);
  expect(report.ledger).toMatchObject([
    { line: 2, reason: { code: 'import.line_too_long', facts: { size: '50 MiB' } } },
  ]);
});

test('DS-10 ragged CSV rows are rejected by line and the others are kept', async () => {
  const { report, texts } = await accepted('mails.csv', 'text,label\na,x\nb\nc,y,more\nd,z\n');

  expect(texts).toEqual(['a', 'd']);
  expect(report.ledger.map(({ line }) => line)).toEqual([3, 4]);
});

test('DS-11 a named label column that is not there is refused with the columns there are', async () => {
  const error = await refused('mails.csv', 'text,kind\na,x\n', { roles: { label: 'label' } });

  expect(error).toMatchObject({ code: 'import.column_missing', facts: { column: 'label', columns: 'text, kind' } });
});

test('DS-12 a column is taken for a part by its whole name only', async () => {
  const error = await refused('mails.csv', 'context,labelled\na,x\n');

  expect(error).toMatchObject({ code: 'import.column_missing', facts: { column: 'text' } });
});

test('DS-13 an ending in capitals is known, an unknown one is refused with those that are', async () => {
  expect((await accepted('MAILS.CSV', 'text\na\n')).texts).toEqual(['a']);
  expect(await refused('mails.docx', 'text')).toMatchObject({
    code: 'import.format_unknown',
    facts: { known: expect.stringContaining('jsonl, csv') },
  });
});

test('DS-14 quoted newlines, tabs as delimiter and equal column names keep every cell', async () => {
  const { rows } = await accepted('mails.tsv', 'text\ttext\tlabel\n"one\ntwo"\tx\ty\n');

  expect(rows[0]?.cells).toEqual({ text: 'one\ntwo', 'text (2)': 'x', label: 'y' });
});

test('DS-15 a file without one good row is refused with the first reason', async () => {
  expect(await refused('mails.jsonl', 'no\nnope\n')).toMatchObject({ code: 'import.no_rows_left', facts: { seen: 2 } });
});

test('DS-16 a file that is not there is refused by name', async () => {
  using folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));

  await expect(importFile(db, folder.path, { file: join(folder.path, 'none.csv') }, () => {})).rejects.toMatchObject({
    code: 'import.not_found',
  });
  db.close();
});
