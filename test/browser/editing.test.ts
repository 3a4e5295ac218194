import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { temporaryFolder } from '../temporary.ts';
import { launchChromium, type Trouble, watch } from './chromium.ts';

const SPACED = '　　 indented  twice\twith a tab';
const LONG = `${'x'.repeat(400)} needle ${'y'.repeat(400)}`;
const ROWS = [
  { text: SPACED, kind: 'b', n: 10 },
  { text: LONG, kind: 'c', n: 9 },
  { text: 'مرحبا', kind: 'a', n: 100 },
];

const stack = new AsyncDisposableStack();
let browser: Browser;
let context: BrowserContext;
let page: Page;
let trouble: Trouble;
let link: string;

/** The rows of a dataset on a real core: what is written here is in the project's own database. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  const app = stack.use(openApp(join(folder.path, 'project')));
  const serving = stack.use(await serve(app, { page: join(import.meta.dirname, '../../dist/renderer') }));
  browser = await launchChromium();
  stack.defer(() => browser.close());
  context = await browser.newContext({ viewport: { width: 1400, height: 800 }, locale: 'en-GB' });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  trouble = watch(context, page);
  link = serving.link;
  await page.goto(link);
  await page.locator('a[href="/data"]').first().click();
  await page.setInputFiles('input[type=file]', {
    name: 'rows.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(ROWS.map(row => JSON.stringify(row)).join('\n')),
  });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: /Open/ }).first().click();
  await cell('indented').waitFor();
}, 60_000);

afterAll(() => stack.disposeAsync());

const cell = (text: string) => page.locator('.ag-cell', { hasText: text }).first();
const cellOf = (row: number, column: string) => page.locator(`.ag-row[row-id="${row}"] [col-id=".${column}"]`);
const query = () =>
  page
    .getByRole('combobox', { name: 'Search and filter' })
    .or(page.getByRole('textbox', { name: 'Search and filter' }));
const head = (name: string) => page.getByRole('columnheader', { name, exact: false });
const firstTexts = () =>
  page.locator('.ag-row').evaluateAll(rows =>
    rows
      .map(row => [Number(row.getAttribute('row-index')), row.getAttribute('row-id')] as const)
      .sort(([a], [b]) => a - b)
      .map(([, id]) => id),
  );

test('ED-W1 a cell that is edited keeps its white space, and one that is left as it was changes nothing', async () => {
  await cellOf(1, 'text').dblclick();
  await page.keyboard.press('Enter');
  await cellOf(1, 'text').dblclick();
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await page.keyboard.press('Enter');
  await cell('with a tab!').waitFor();
  await cellOf(1, 'text').click();
  await expect.poll(() => page.locator('dd').filter({ hasText: 'indented' }).textContent()).toBe(`${SPACED}!`);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.locator('dd').filter({ hasText: 'indented' }).textContent()).toBe(SPACED);
  expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
});

test('ED-W2 the key Delete leaves no value, and undo brings it back with its type', async () => {
  await cellOf(3, 'n').click();
  await page.keyboard.press('Delete');
  await expect.poll(() => cellOf(3, 'n').textContent()).toBe('');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => cellOf(3, 'n').textContent()).toBe('100');
});

test('ED-W3 tags that are written one after the other are all kept', async () => {
  await cellOf(3, 'text').click();
  const tags = page.getByRole('combobox', { name: 'Tags' }).or(page.getByRole('textbox', { name: 'Tags' }));
  await tags.fill('one');
  await tags.press('Enter');
  await tags.pressSequentially('two');
  await tags.press('Enter');
  await query().fill('tag:one tag:two');
  await query().press('Enter');
  await page.getByText('1 of 3 rows').waitFor();
  await page.getByRole('button', { name: 'Show all rows' }).click();
  await cell('indented').waitFor();
});

test('ED-W4 a query may begin with any word of the machine, and one that is wrong leaves the rows on the screen', async () => {
  for (const word of ['constructor:', 'toString:', '__proto__:x']) {
    await query().fill(word);
    await cell('indented').waitFor();
  }
  await query().fill('text:/(/');
  await query().press('Enter');
  await page.getByRole('alert').waitFor();
  await cell('indented').waitFor();
  await page.getByRole('button', { name: 'Show all rows' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
});

test('ED-W5 Enter on the head of a column sorts by it, and a reader of the screen is told', async () => {
  await head('kind').first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(firstTexts).toEqual(['3', '1', '2']);
  expect(await page.locator('.ag-header-cell[col-id=".kind"]').getAttribute('aria-sort')).toBe('ascending');
  await page.keyboard.press('Enter');
  await expect.poll(firstTexts).toEqual(['2', '1', '3']);
  await page.keyboard.press('Enter');
  await expect.poll(firstTexts).toEqual(['1', '2', '3']);
});

test('ED-W6 a column is hidden by a click on its name, and stays hidden and as wide as it was made after a reload', async () => {
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await page.getByRole('checkbox', { name: 'n', exact: true }).click();
  await head('n').and(page.locator('[col-id=".n"]')).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');

  const kind = page.locator('.ag-header-cell[col-id=".kind"]');
  const box = await kind.boundingBox();
  if (!box) throw new Error('the head is not there');
  await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 79, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  const width = async () => Math.round((await kind.boundingBox())?.width ?? 0);
  const wide = await width();
  expect(wide).toBeGreaterThan(box.width + 60);

  await page.reload();
  await cell('indented').waitFor();
  expect(await width()).toBe(wide);
  expect(await page.locator('.ag-header-cell[col-id=".n"]').count()).toBe(0);
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await page.getByRole('button', { name: 'Show all columns' }).click();
  await page.locator('.ag-header-cell[col-id=".n"]').waitFor();
  expect(await width()).toBe(wide);
  await page.keyboard.press('Escape');
});

test('ED-W7 a long text is edited beside the grid, and what was not saved is there when the row is chosen again', async () => {
  await cellOf(2, 'text').click();
  await page.keyboard.press('Enter');
  const editor = page.locator('.monaco-editor').first();
  await editor.waitFor();
  await editor.click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('unsaved ');
  await cellOf(3, 'text').click();
  await cellOf(2, 'text').click();
  await expect.poll(() => page.locator('.monaco-editor .view-line').first().textContent()).toContain('unsaved');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).waitFor();
});

test('ED-W8 the preview of a replacement shows the change, however far inside of the text it is', async () => {
  await page.getByRole('button', { name: 'Edit these rows' }).click();
  await page.getByLabel('Find', { exact: true }).fill('needle');
  await page.getByLabel('Replace with').fill('thread');
  await page.getByRole('button', { name: 'Preview' }).click();
  const marks = page.getByRole('dialog').locator('mark');
  await expect.poll(() => marks.allTextContents()).toEqual(['needle', 'thread']);
  await page.keyboard.press('Escape');
});

test('ED-W9 a cell that cannot be written says why, and what was typed is not lost', async () => {
  const other = await context.newPage();
  other.setDefaultTimeout(8_000);
  await other.goto(link);
  await other.locator('a[href="/data"]').first().waitFor();
  await other.goto(page.url());
  await other.locator('.ag-cell', { hasText: 'indented' }).first().waitFor();
  await cellOf(1, 'kind').dblclick();
  await page.keyboard.type('my words');
  await other.locator('.ag-row[row-id="1"] [col-id=".kind"]').click();
  await other.getByRole('button', { name: 'Remove the row' }).click();
  await other.locator('.ag-row[row-id="1"]').waitFor({ state: 'detached' });
  await other.close();
  await page.keyboard.press('Enter');
  await page.getByRole('alert').first().waitFor();
  await page.getByText('my words').waitFor();
});

test('ED-W10 text of the data ran nowhere, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
