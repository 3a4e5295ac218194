import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../native-bridge/app.ts';
import { parquetOf } from '../importing.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';
import { cell, workbook } from '../workbook.ts';
import type { Trouble } from './chromium.ts';
import { type OpenProject, openProject } from './open-project.ts';

const stack = new AsyncDisposableStack();
let folder: TemporaryFolder;
let app: App;
let page: Page;
let trouble: Trouble;
let drop: OpenProject['drop'];

/** The page on a real core with an empty project. */
beforeAll(async () => {
  folder = stack.use(temporaryFolder());
  ({ app, page, trouble, drop } = stack.use(await openProject(join(folder.path, 'project'))));
  await toData();
}, 60_000);

afterAll(() => stack.disposeAsync());

async function toData(): Promise<void> {
  await page.locator('a[href="/data"]').first().click();
  await page.getByRole('heading', { name: 'Data', exact: true }).waitFor();
}

const importIt = () => page.getByRole('button', { name: 'Import', exact: true }).click();
const names = async () =>
  ((await app.router.ask('dataset/datasets', {})) as { name: string }[]).map(({ name }) => name);

test('DS-F1 pasted rows of a table are looked at and imported', async () => {
  await page.getByRole('button', { name: 'Paste rows' }).click();
  await page
    .getByRole('textbox', { name: 'Paste rows' })
    .fill('text\tlabel\n你好，世界\tham\n<script>alert(1)</script>\tspam');
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByText('<script>alert(1)</script>').first().waitFor();
  await importIt();

  await page.getByText('pasted.tsv is imported').waitFor();
  await page.getByRole('link', { name: /Open/ }).first().click();
  await page.locator('.ag-cell', { hasText: '你好，世界' }).first().waitFor();
  await page.locator('.ag-cell', { hasText: '<script>alert(1)</script>' }).first().waitFor();
  expect(await names()).toEqual(['pasted']);
});

const MAIL =
  'From ann Mon\nFrom: Ann <ann@example.com>\nSubject: Hi\nDate: Mon, 1 Jan 2024 10:00:00 +0100\n\n会议纪要 of a mail\n';

test.each([
  [
    'rows.parquet',
    parquetOf({ text: ['会议纪要 of a parquet', 'b'], label: ['ham', 'spam'] }),
    '会议纪要 of a parquet',
  ],
  [
    'rows.xlsx',
    workbook(`<row r="1">${cell('A1', 'text')}</row><row r="2">${cell('A2', '会议纪要 of a sheet')}</row>`),
    '会议纪要 of a sheet',
  ],
  ['rows.mbox', MAIL, '会议纪要 of a mail'],
])('DS-F2 %s is dropped, looked at, imported and seen in the grid', async (name, content, text) => {
  await toData();
  await drop(folder.write(name, content));
  await page.getByText(text).first().waitFor();
  await importIt();

  await page.getByText(`${name} is imported`).waitFor();
  await page.getByRole('link', { name: /Open/ }).first().click();
  await page.locator('.ag-cell', { hasText: text }).first().waitFor();
});

test('DS-F3 while a file is read another is refused, and Cancel leaves nothing of it in the list and on the disk', async () => {
  await toData();
  // As many rows as take far longer than the steps below, in a file that is written quickly.
  const lines = Array.from({ length: 10_000 }, (_, row) => `{"text":"a text of some length ${row}","label":"a"}\n`);
  const member = gzipSync(lines.join(''));
  await drop(folder.write('big.jsonl.gz', Buffer.concat(Array.from({ length: 800 }, () => member))));
  await page.getByText('a text of some length 0').first().waitFor();
  const before = await names();
  const sources = () => readdirSync(join(folder.path, 'project', 'sources')).sort();
  const kept = sources();
  await importIt();

  await page.getByText(/^[1-9][\d,]* rows$/).waitFor();
  await drop(folder.write('other.jsonl', '{"text":"of the other file"}'));
  await page.getByRole('alert').getByText('Another import is on its way').waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByText('Reading big.jsonl.gz').waitFor({ state: 'detached' });
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await page.getByText('of the other file').count()).toBe(0);
  await until('nothing of it is left', () => sources().join() === kept.join());
  await page.reload();
  await page.getByRole('row', { name: /pasted/ }).waitFor();

  expect(await names()).toEqual(before);
  expect(await page.getByRole('row', { name: /big/ }).count()).toBe(0);
}, 60_000);

test('DS-F4 text of the data ran nowhere, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
