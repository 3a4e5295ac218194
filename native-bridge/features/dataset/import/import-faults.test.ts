import { appendFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/temporary.ts';
import type { ImportFile } from '../../../contract/index.ts';
import { LuthierError } from '../../../contract/index.ts';
import { GUARD_COLUMN, guardCells, MARK } from '../../../core/csv-guard.ts';
import { datasetTable } from '../../../store/datasets.ts';
import { openDatabase } from '../../../store/open.ts';
import { rowTable } from '../../../store/rows.ts';
import { CsvReader } from './csv-reader.ts';
import { importFile } from './import-file.ts';
import { sweepSources } from './original.ts';

function place() {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  return {
    db,
    folder,
    run: (file: string, request: Partial<ImportFile> = {}, progress = (_: { rows: number }) => {}) =>
      importFile(db, folder.path, { file, ...request }, progress),
    rows: () => rowTable(db).page({ dataset: 1, after: 0, limit: 1_000_000 }),
    sources: () => (existsSync(join(folder.path, 'sources')) ? readdirSync(join(folder.path, 'sources')) : []),
    count: (table: string) => (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

const many = (rows: number, of: (row: number) => object) =>
  Array.from({ length: rows }, (_, row) => JSON.stringify(of(row))).join('\n');

test('DS-40 a label column that first appears after many rows gives every row its label', async () => {
  using at = place();
  const text = many(30_000, row => (row < 25_000 ? { text: `t${row}` } : { text: `t${row}`, label: row % 2 }));

  const { dataset } = await at.run(at.folder.write('late.jsonl', text));

  expect(dataset).toMatchObject({
    roles: { label: 'label' },
    labels: [
      { label: '0', rows: 2500 },
      { label: '1', rows: 2500 },
    ],
  });
});

test.each([
  ['a part', { roles: { label: 'labl' } }, 'labl'],
  ['metadata', { roles: { metadata: ['dat'] } }, 'dat'],
  ['a type', { types: { lable: 'number' as const } }, 'lable'],
])(
  'DS-M21 %s of a column that a CSV does not have is refused before its rows are stored',
  async (_, request, column) => {
    using at = place();
    const lines = Array.from({ length: 60_000 }, (_, row) => `a text of some length ${row},ham`);
    const seen: number[] = [];
    const refused = at.run(at.folder.write('a.csv', `text,label\n${lines.join('\n')}`), request, ({ rows }) => {
      seen.push(rows);
    });

    await expect(refused).rejects.toMatchObject({ code: 'import.column_missing', facts: { column } });
    expect(Math.max(0, ...seen)).toBe(0);
    expect([at.count('datasets'), at.count('rows'), at.sources()]).toEqual([0, 0, []]);
  },
);

test('DS-M22 a column that only the second file of a folder has is there', async () => {
  using at = place();
  mkdirSync(join(at.folder.path, 'both'));
  at.folder.write('both/a.csv', 'text\na\n');
  at.folder.write('both/b.csv', 'text,kind\nb,ham\n');
  const { dataset } = await at.run(join(at.folder.path, 'both'), { roles: { label: 'kind' } });
  expect(dataset).toMatchObject({ rowCount: 2, labels: [{ label: 'ham', rows: 1 }] });
});

test('DS-41 an import that is cancelled half-way leaves no row, no reject and no original', async () => {
  using at = place();
  const file = at.folder.write(
    'big.jsonl',
    `broken\n${many(120_000, row => ({ text: `a text of some length ${row}` }))}`,
  );
  const cancelled = at.run(file, {}, ({ rows }) => {
    if (rows >= 60_000) throw new LuthierError('job.cancelled', { id: 'import' });
  });

  await expect(cancelled).rejects.toMatchObject({ code: 'job.cancelled' });
  expect([at.count('datasets'), at.count('rows'), at.count('rejects'), at.sources()]).toEqual([0, 0, 0, []]);
});

test('DS-42 what a killed import left in the sources is swept; the originals of datasets stay', async () => {
  using at = place();
  const { dataset } = await at.run(at.folder.write('a.jsonl', '{"text":"a"}'));
  at.folder.write('sources/.tmp-left', 'half');
  at.folder.write(`sources/${'0'.repeat(64)}`, 'of a dataset that never was');

  sweepSources(at.folder.path, datasetTable(at.db).sources());

  expect(at.sources()).toEqual([dataset.sourceSha256]);
});

test('DS-43 a file that changes while it is read is refused', async () => {
  using at = place();
  const file = at.folder.write(
    'grows.jsonl',
    many(60_000, row => ({ text: `a text of some length ${row}` })),
  );

  const read = at.run(file, {}, () => appendFileSync(file, '\n{"text":"more"}'));

  await expect(read).rejects.toMatchObject({ code: 'import.changed' });
  expect([at.count('datasets'), at.sources()]).toEqual([0, []]);
});

test('DS-44 our own exports come back with their splits and without loss', async () => {
  const rows = [
    { split: 'train', text: '=1+1', 'split (2)': 'own', n: "'quoted" },
    { split: null, text: 'plain', 'split (2)': 'x', n: '2' },
  ];
  const header = ['split', 'text', 'split (2)', 'n'];
  const lines = rows.map(row => {
    const cells = [row.split ?? '', row.text, row['split (2)'], row.n];
    const guarded = guardCells(cells);
    return [...(guarded ?? cells), guarded ? MARK : ''].join(',');
  });
  const exports = {
    'out.jsonl': rows.map(row => JSON.stringify(row)).join('\n'),
    'out.csv': [[...header, GUARD_COLUMN].join(','), ...lines].join('\r\n'),
  };
  for (const [name, content] of Object.entries(exports)) {
    using at = place();
    await at.run(at.folder.write(name, content));

    expect(at.rows().map(({ split, cells }) => ({ split, cells }))).toEqual([
      { split: 'train', cells: { text: '=1+1', split: 'own', n: "'quoted" } },
      { split: null, cells: { text: 'plain', split: 'x', n: '2' } },
    ]);
  }
});

test('DS-45 5,000 columns, mixed types and a cell of 30 MB are taken; half characters are mended and told', async () => {
  using at = place();
  const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, column) => [`c${column}`, column]));
  const text = [
    { text: 'wide', ...wide },
    { text: 5, c1: 'text' },
    { text: 'x'.repeat(30 * 1024 * 1024), c1: true },
  ].map(row => JSON.stringify(row));

  const report = await at.run(at.folder.write('odd.jsonl', [...text, '{"text":"half \\ud83d","c1":null}'].join('\n')));

  expect(report).toMatchObject({
    accepted: 4,
    rejected: 0,
    mended: 1,
    ledger: [{ line: 4, reason: { code: 'import.mended' } }],
  });
  expect(report.dataset.columns).toHaveLength(5001);
  expect(at.rows().map(({ cells }) => String(cells.text).length)).toEqual([4, 1, 30 * 1024 * 1024, 6]);
});

test('DS-49 escapes that stand in a text are kept as they stand; only half characters are mended', async () => {
  using at = place();
  const pair = String.raw`[{"role":"user","content":"hi \ud83d\ude00"}]`;
  const code = String.raw`print("\ud83d")`;
  const half = String.raw`[{"role":"user","content":"hi \ud83d"}]`;
  const csv = ['text', pair, code, half].map(cell => `"${cell.replaceAll('"', '""')}"`).join('\n');

  const report = await at.run(at.folder.write('escapes.csv', csv));

  expect(report).toMatchObject({ accepted: 3, mended: 1, ledger: [{ line: 4, reason: { code: 'import.mended' } }] });
  expect(at.rows().map(({ cells }) => cells.text)).toEqual([pair, code, half.replace('\\ud83d', '\ufffd')]);
});

test('DS-50 whole numbers that cannot be held are kept as the texts they are, in lines and in arrays', async () => {
  using at = place();
  const row = '{"text":"a","id":1234567890123456789,"share":0.1234567890123456789,"huge":1e400,"small":12}';

  await at.run(at.folder.write('ids.jsonl', row));
  const [{ cells = {} } = {}] = at.rows();

  expect(cells).toEqual({ text: 'a', id: '1234567890123456789', share: 0.12345678901234568, huge: '1e400', small: 12 });
});

test('DS-51 rows whose bytes are not of the encoding are rejected by line, also far behind the beginning', async () => {
  using at = place();
  const many = Array.from({ length: 20_000 }, (_, row) => `plain text ${row},a\n`).join('');
  const gbk = Buffer.from('c4e3bac32c620a', 'hex');
  const file = at.folder.write(
    'late.csv',
    Buffer.concat([Buffer.from(`text,label\n${many}`), gbk, Buffer.from('end,c\n')]),
  );

  const report = await at.run(file);

  expect(report).toMatchObject({
    accepted: 20_001,
    rejected: 1,
    ledger: [{ line: 20_002, reason: { code: 'import.broken_line' } }],
  });
});

test('DS-46 CSV is read as csv-parse reads it, however the text is cut into pieces', () => {
  const cell = ['a', '', 'two words', 'a,b', 'say "hi"', 'one\ntwo', '你好', '"'];
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed % below;
  };
  for (let round = 0; round < 200; round += 1) {
    const table = Array.from({ length: 1 + random(6) }, () =>
      Array.from({ length: 3 }, () => cell[random(cell.length)] ?? ''),
    );
    const quoted = (value: string) =>
      /[",\n]/.test(value) || random(3) === 0 ? `"${value.replaceAll('"', '""')}"` : value;
    const text = table.map(row => row.map(quoted).join(',')).join(random(2) ? '\r\n' : '\n');
    const reader = new CsvReader({ delimiter: ',', maxRecord: 1000, newline: '\n', quoted: true });
    const size = 1 + random(7);
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      text.slice(at * size, at * size + size),
    );
    const read = [...pieces.flatMap(piece => reader.push(piece, false)), ...reader.push('', true)];

    const cast = (value: string, { quoting }: { quoting: boolean }) => (value === '' && !quoting ? null : value);
    expect(read.map(({ cells }) => cells)).toEqual(parse(text, { skip_empty_lines: true, cast }));
  }
});

test('DS-47 a quote that is never closed costs its own line only', async () => {
  using at = place();

  const report = await at.run(at.folder.write('open.csv', 'text,label\n"open,a\nfine,b\nalso,c\n'));

  expect(report).toMatchObject({ accepted: 2, ledger: [{ line: 2 }] });
});

test('DS-48 the ledger is read page by page, in the order of the file', async () => {
  using at = place();
  const { dataset } = await at.run(at.folder.write('a.jsonl', `{"text":"a"}\n${'broken\n'.repeat(7)}`));
  const pages: number[][] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page = datasetTable(at.db).ledger(dataset.id, after, 3);
    expect(page.total).toBe(7);
    pages.push(page.entries.map(({ line }) => line));
    after = page.next;
  }

  expect(pages).toEqual([[2, 3, 4], [5, 6, 7], [8]]);
});
