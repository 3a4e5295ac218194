import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { type Dataset, dataset } from '../../native-bridge/contract/index.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { DATABASE_FILE, openDatabase } from '../../native-bridge/store/open.ts';
import { temporaryFolder } from '../temporary.ts';
import { ARTIFACTS, inaccessible, launchChromium, reachedCore, type Trouble, watch } from './chromium.ts';
import { addStarter } from './starter.ts';

const ROWS = [
  { text: 'wrong', body: 'How do you do? <img src=x onerror=alert(1)>', kind: 'letter' },
  { text: 'wrong', body: 'Buy now', kind: 'advert' },
  { text: 'wrong', body: 'مرحبا بكم', kind: 'letter' },
];

/** More than a model is asked to read at once. */
const MORE = Array.from({ length: 60 }, (_, at) => ({ text: 'wrong', body: `The letter ${at}`, kind: 'letter' }));

const stack = new AsyncDisposableStack();
let app: ReturnType<typeof openApp>;
let browser: Browser;
let page: Page;
let trouble: Trouble;

/** The page on a real core with the real starter model: what is done here reaches the project's own database. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  const project = join(folder.path, 'project');
  mkdirSync(project);
  addStarter(project);
  app = stack.use(openApp(project));
  const serving = stack.use(await serve(app, { page: join(import.meta.dirname, '../../dist/renderer') }));
  const file = folder.write('rows.jsonl', [...ROWS, ...MORE].map(row => JSON.stringify(row)).join('\n'));
  await new Promise<void>(done => app.router.open(dataset.importFile.name, { file, roles: {} }, () => {}, done));
  browser = await launchChromium();
  stack.defer(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1400, height: 800 }, locale: 'en-GB' });
  page = await context.newPage();
  page.setDefaultTimeout(8000);
  trouble = watch(context, page);
  await page.goto(serving.link);
  await page.locator('a[href="/data"]').first().click();
  await page.getByRole('cell', { name: 'rows.jsonl' }).click();
  await head('body').waitFor();
}, 60_000);

afterAll(() => stack.disposeAsync());

const shown = async () => ((await app.router.ask(dataset.datasets.name, {})) as Dataset[])[0] as Dataset;
const rolesNow = async () => (await shown()).roles;
const head = (column: string) => page.locator(`.ag-header-cell[col-id=".${column}"]`);
const dialog = () => page.getByRole('dialog', { name: 'Parts of columns' });
const partOf = (column: string) => dialog().getByRole('combobox', { name: `Part of ${column}` });
const seenText = () => dialog().getByRole('region', { name: 'Exact text the model reads' });
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const button = (name: string) => page.getByRole('button', { name, exact: true });

test('RO-1 the part of a column is changed from its head by keys alone, and the head says it', async () => {
  await head('text').click({ button: 'right' });
  await expect.poll(focused).toBe('Part of text');
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });

  await head('body').focus();
  await page.keyboard.press('F2');
  await expect.poll(focused).toBe('Part of body');
  expect(await button('Set the parts').isDisabled()).toBe(true);
  await page.keyboard.press('Enter');
  // Where the keys begin in a list that just opened is a matter of timing: they go on until they are there.
  const text = page.getByRole('option', { name: /^Text/ });
  await text.waitFor();
  await page.evaluate(() => new Promise(done => setTimeout(done, 100)));
  await expect
    .poll(async () => {
      await page.keyboard.press('ArrowDown');
      return text.getAttribute('data-combobox-selected');
    })
    .toBe('true');
  await page.keyboard.press('Enter');
  await expect.poll(() => partOf('body').inputValue()).toBe('Text');
  expect(await partOf('text').inputValue()).toBe('Metadata');
  await button('Set the parts').press('Enter');
  await dialog().getByText('The parts are set; 0 rows have another label.').waitFor();
  await button('Close').last().press('Enter');

  expect(await rolesNow()).toEqual({ text: 'body' });
  await head('body').getByText('Text', { exact: true }).waitFor();
});

test('RO-2 what a model reads with the new parts is shown before they are set, markup as text', async () => {
  await button('Change').click();
  await partOf('kind').click();
  await page.getByRole('option', { name: /^Label/ }).click();

  await seenText().waitFor();
  expect(await seenText().textContent()).toContain('How do you do? <img src=x onerror=alert(1)>');
  expect(await seenText().textContent()).toMatch(/learned: letter/);
  expect(await inaccessible(page)).toEqual([]);
  await page.screenshot({ path: join(ARTIFACTS, 'roles-dialog.png') });
  await button('Set the parts').click();
  await dialog().getByText('The parts are set; 63 rows have another label.').waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });

  expect(await shown()).toMatchObject({ roles: { text: 'body', label: 'kind' }, labels: [{}, { rows: 62 }] });
  await page.getByRole('region', { name: 'Labels' }).getByText('advert').waitFor();
});

test('RO-3 the change stands in the history and beside each row, and is undone and redone', async () => {
  await page.locator('.ag-cell', { hasText: 'Buy now' }).first().click();
  const blame = page.getByRole('region', { name: 'What changed this row' });
  await blame.getByText('Set the parts of kind').waitFor();
  const label = blame.getByRole('definition').filter({ hasText: 'kind' });
  expect(await label.locator('del').textContent()).toBe('empty');
  expect(await label.locator('ins').textContent()).toBe('kind');

  await button('Undo: Set the parts of kind').click();
  await expect.poll(rolesNow).toEqual({ text: 'body' });
  await button('Redo: Set the parts of kind').click();
  await expect.poll(rolesNow).toEqual({ text: 'body', label: 'kind' });
  await button('History').click();
  await page.getByRole('dialog', { name: 'History' }).getByText('Set the parts of text, body').waitFor();
  await page.keyboard.press('Escape');
});

test('RO-4 without a text nothing can be set, and it is said why; the palette opens it too', async () => {
  await page.getByRole('dialog', { name: 'History' }).waitFor({ state: 'hidden' });
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder('Search commands').fill('parts of the columns');
  await page.getByRole('button', { name: /^Change the parts of the columns/ }).waitFor();
  await page.keyboard.press('Enter');
  await partOf('body').click();
  await page.getByRole('option', { name: /^Metadata/ }).click();
  await dialog().getByText('Choose the column that holds the text.').waitFor();
  expect(await button('Set the parts').isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
});

test('RO-5 while the parts are set the dialog stays, with its buttons in sight, and only Cancel stops it', async () => {
  await dialog().waitFor({ state: 'hidden' });
  await head('kind').click({ button: 'right' });
  await expect.poll(focused).toBe('Part of kind');
  await page.setViewportSize({ width: 1024, height: 420 });
  expect(await partOf('kind').inputValue()).toBe('Label');
  await partOf('kind').click();
  await page.getByRole('option', { name: /^Metadata/ }).click();
  await expect.poll(() => partOf('kind').inputValue()).toBe('Metadata');
  using stack = new DisposableStack();
  const other = stack.adopt(openDatabase(join(app.folder, DATABASE_FILE)), db => db.close());
  other.exec('BEGIN IMMEDIATE');
  const set = await button('Set the parts').boundingBox();
  expect((set?.y ?? 420) + (set?.height ?? 0)).toBeLessThan(420);
  await button('Set the parts').click();

  await dialog().getByRole('progressbar').waitFor();
  await page.keyboard.press('Escape');
  await page.mouse.click(5, 5);
  expect(await dialog().getByRole('button', { name: 'Close' }).count()).toBe(0);
  await button('Cancel').click();
  await reachedCore();
  other.exec('ROLLBACK');
  await button('Set the parts').waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  expect(await rolesNow()).toEqual({ text: 'body', label: 'kind' });
  await page.setViewportSize({ width: 1400, height: 800 });
});

test('RO-6 parts that make another test of a locked test split are set once it is let go', async () => {
  const { id: datasetId } = await shown();
  const edit = { kind: 'split', split: 'test' };
  const toTest = { datasetId, query: 'row:1', edit, unlockTest: true };
  await new Promise<void>(done => app.router.open(dataset.bulkEdit.name, toTest, () => {}, done));
  await head('kind').focus();
  await page.keyboard.press('F2');
  await partOf('kind').click();
  await page.getByRole('option', { name: /^Metadata/ }).click();

  // One that asks first, as soon as the page knows of the split.
  await page.getByRole('button', { name: 'Set the parts', expanded: false }).press('Enter');
  await page.getByText(/^The test split is locked, and its 1 row would ask something else/).waitFor();
  expect(await rolesNow()).toEqual({ text: 'body', label: 'kind' });
  await button('Unlock and change').press('Enter');
  await dialog().getByText('The parts are set; 63 rows have another label.').waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });

  expect(await rolesNow()).toEqual({ text: 'body' });
});

test('RO-7 parts that somebody else has changed while the dialog was open are not changed over', async () => {
  const { id: datasetId, roles: from } = await shown();
  await dialog().waitFor({ state: 'hidden' });
  await head('kind').focus();
  await page.keyboard.press('F2');
  await partOf('kind').click();
  await page.getByRole('option', { name: /^Time/ }).click();
  const theirs = { text: 'body', group: 'text' };
  const other = { datasetId, roles: theirs, from, unlockTest: false };
  await new Promise<void>(done => app.router.open(dataset.setRoles.name, other, () => {}, done));

  await button('Set the parts').press('Enter');
  await dialog()
    .getByText(/were changed by somebody else \(text\)/)
    .waitFor();
  await page.keyboard.press('Escape');

  expect(await rolesNow()).toEqual(theirs);
});

test('RO-9 text of the data ran nowhere, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
