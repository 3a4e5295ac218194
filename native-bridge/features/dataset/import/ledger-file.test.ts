import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/temporary.ts';
import { datasetTable } from '../../../store/datasets.ts';
import { openDatabase } from '../../../store/open.ts';
import { importFile } from './import-file.ts';
import { exportLedger } from './ledger-file.ts';

async function imported(lines: readonly string[], name = '=mails.jsonl') {
  const folder = temporaryFolder();
  const project = join(folder.path, 'project');
  mkdirSync(project);
  const db = openDatabase(join(project, 'luthier.db'));
  const file = folder.write(name, lines.join('\n'));
  const report = await importFile(db, project, { file }, () => {});
  const stack = new DisposableStack();
  stack.use(folder);
  stack.defer(() => db.close());
  const deps = { project, datasets: datasetTable(db) };
  return { deps, project, report, folder, [Symbol.dispose]: () => stack.dispose() };
}

const row = JSON.stringify({ text: 'a "quoted" text' });
const mended = '{"text": "half a character \\ud83d"}';

test('the ledger of an import is a table with file, line, outcome and reason, which no spreadsheet runs', async () => {
  using at = await imported([row, '{"text": broken', mended]);
  const { dataset } = at.report;
  const written = await exportLedger(at.deps, { datasetId: dataset.id, format: 'csv' });

  const [head, dropped, taken, ...rest] = readFileSync(written.path, 'utf8').split('\r\n');
  expect(head).toBe('file,line,outcome,code,reason');
  expect(dropped).toMatch(/^'=mails\.jsonl,2,dropped,import\.broken_line,/);
  expect(taken).toMatch(/^'=mails\.jsonl,3,mended,import\.mended,/);
  expect(rest).toEqual(['']);
  expect(written).toMatchObject({ bytesPath: 'exports/datasets/=mails ledger.csv', entries: 2 });
});

test('a ledger of many pages is whole, and goes where a person says', async () => {
  using at = await imported([row, ...Array.from({ length: 2500 }, (_, at) => `no json ${at}`)]);
  const to = join(at.folder.path, 'left-out.jsonl');
  const written = await exportLedger(at.deps, { datasetId: at.report.dataset.id, format: 'jsonl', to });

  const lines = readFileSync(to, 'utf8').trim().split('\n');
  const read = lines.map(line => JSON.parse(line) as { line: number; file: string; outcome: string });
  expect(written).toMatchObject({ path: to, bytesPath: null, entries: 2500 });
  expect(read.map(({ line }) => line)).toEqual(Array.from({ length: 2500 }, (_, at) => at + 2));
  expect(read[0]).toMatchObject({ file: '=mails.jsonl', outcome: 'dropped' });
});

test('a ledger of fifty thousand entries is written down without being counted', async () => {
  using at = await imported([row, ...Array.from({ length: 50_000 }, (_, at) => `no json ${at}`)]);
  const said: string[] = [];
  using stack = new DisposableStack();
  const verbose = (sql: unknown) => void said.push(String(sql));
  const db = stack.adopt(new Sqlite(join(at.project, 'luthier.db'), { verbose }), db => db.close());
  const deps = { ...at.deps, datasets: datasetTable(db) };
  const written = await exportLedger(deps, { datasetId: at.report.dataset.id, format: 'jsonl' });

  expect(written).toMatchObject({ entries: 50_000 });
  expect(said.filter(sql => /FROM rejects/.test(sql))).toHaveLength(50);
});

async function acceptedOf(at: Awaited<ReturnType<typeof imported>>) {
  const { id } = at.report.dataset;
  const written = await exportLedger(at.deps, { datasetId: id, format: 'jsonl', accepted: true });
  const lines = readFileSync(written.path, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  return { lines, written, placed: at.deps.datasets.ledger(id, 0, 1).placed };
}

test('DS-L3 accepted rows too are in the ledger where that is asked, each with the line it came from', async () => {
  const plain = (at: number) => JSON.stringify({ text: `row ${at}`, label: 'ham' });
  using at = await imported([plain(1), plain(2), '', plain(4), 'broken', '', mended, plain(8), plain(9)]);
  const { lines, written, placed } = await acceptedOf(at);

  expect(lines.map(({ outcome, line, row }) => [outcome, line, row])).toEqual([
    ['dropped', 5, undefined],
    ['mended', 7, undefined],
    ['kept', 7, undefined],
    ['accepted', 1, 1],
    ['accepted', 2, 2],
    ['accepted', 4, 3],
    ['accepted', 7, 4],
    ['accepted', 8, 5],
    ['accepted', 9, 6],
  ]);
  expect(written.entries).toBe(9);
  expect(placed).toBe(6);
});

test('DS-L4 as a table accepted rows stand behind the others, with their numbers', async () => {
  using at = await imported(['text', '"two', 'lines"', 'b', 'c,d', 'e'], 'a.csv');
  const { id } = at.report.dataset;
  const written = await exportLedger(at.deps, { datasetId: id, format: 'csv', accepted: true });
  const [head, dropped, ...accepted] = readFileSync(written.path, 'utf8').trim().split('\r\n');
  expect(head).toBe('file,line,outcome,code,reason,row');
  expect(dropped).toMatch(/^a\.csv,5,dropped,.*,$/);
  expect(accepted).toEqual(['a.csv,2,accepted,,,1', 'a.csv,4,accepted,,,2', 'a.csv,6,accepted,,,3']);
});

test('DS-L5 a large import of lines that are stored as they stand knows every line, in a few bytes', async () => {
  const rows = Array.from({ length: 60_000 }, (_, at) => JSON.stringify({ text: `${'word '.repeat(20)}${at}` }));
  const lines = rows.flatMap((row, at) => (at % 20_000 === 19_999 ? [row, ''] : [row]));
  using at = await imported(lines, 'a.jsonl');
  const { lines: told } = await acceptedOf(at);
  expect(told).toHaveLength(60_000);
  expect(told.filter(({ line, row }) => lines[line - 1] !== rows[row - 1])).toEqual([]);

  const db = openDatabase(join(at.project, 'luthier.db'));
  const { bytes } = db.prepare<[], { bytes: number }>('SELECT sum(length(places)) AS bytes FROM row_places').get() ?? {
    bytes: 0,
  };
  db.close();
  expect(bytes).toBeLessThan(1000);
});

test('DS-L6 of a folder the ledger names the file of every row, also of one that was mended', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'project');
  mkdirSync(project);
  mkdirSync(join(folder.path, 'parts'));
  folder.write('parts/a.jsonl', [row, row].join('\n'));
  folder.write('parts/b.jsonl', [mended, row].join('\n'));
  const db = openDatabase(join(project, 'luthier.db'));
  const report = await importFile(db, project, { file: join(folder.path, 'parts') }, () => {});
  const datasets = datasetTable(db);
  const entries = datasets
    .ledger(report.dataset.id, 0, 10)
    .entries.map(({ line, reason }) => [reason.where?.file, line]);
  const accepted = [...datasets.places(report.dataset.id)].flat().map(({ file, line }) => [file, line]);
  db.close();

  expect(entries).toEqual([['b.jsonl', 1]]);
  expect(accepted).toEqual([
    ['a.jsonl', 1],
    ['a.jsonl', 2],
    ['b.jsonl', 1],
    ['b.jsonl', 2],
  ]);
});
