import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/temporary.ts';
import { datasetTable } from '../../../store/datasets.ts';
import { openDatabase } from '../../../store/open.ts';
import { importFile } from './import-file.ts';
import { exportLedger } from './ledger-file.ts';

async function imported(lines: readonly string[]) {
  const folder = temporaryFolder();
  const project = join(folder.path, 'project');
  mkdirSync(project);
  const db = openDatabase(join(project, 'luthier.db'));
  const file = folder.write('=mails.jsonl', lines.join('\n'));
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
