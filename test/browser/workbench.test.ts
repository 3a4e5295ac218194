import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary.ts';
import type { Trouble } from './chromium.ts';
import { openProject } from './open-project.ts';

const REVIEWS = `review;stars;kind
"很好，下次还来";5;good
"Never again; really";1;bad
مرحبا بكم;4;good
"<script>alert(1)</script> broken ""quote""";2;bad
`;

const stack = new AsyncDisposableStack();
let page: Page;
let trouble: Trouble;

/** The page on a real core: what is done here reaches the project's own database. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  ({ page, trouble } = stack.use(await openProject(join(folder.path, 'project'))));
  page.setDefaultTimeout(10_000);
  await page.locator('a[href="/data"]').first().click();
  await page.setInputFiles('input[type=file]', {
    name: 'reviews.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(REVIEWS),
  });
}, 60_000);

afterAll(() => stack.disposeAsync());

const cell = (text: string) => page.locator('.ag-cell', { hasText: text }).first();

test('DS-W1 a file is looked at before it is imported: its delimiter, its rows, its roles', async () => {
  await page.getByText('Which column plays which part').waitFor();
  expect(await page.getByRole('combobox', { name: 'Between cells' }).inputValue()).toBe('semicolon');
  await page.getByText('مرحبا بكم').waitFor();
  await page.getByRole('combobox', { name: 'Part of kind' }).click();
  await page.getByRole('option', { name: /^Label/ }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: /Open/ }).first().click();
  await cell('Never again; really').waitFor();
  await cell('<script>alert(1)</script>').waitFor();
});

test('DS-W2 a cell is edited in the grid, and undo brings it back', async () => {
  await cell('Never again; really').dblclick();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Perhaps again');
  await page.keyboard.press('Enter');
  await cell('Perhaps again').waitFor();
  await page.keyboard.press('ControlOrMeta+z');
  await cell('Never again; really').waitFor();
});

test('DS-W3 a query narrows the rows down, by words of any script', async () => {
  const query = page
    .getByRole('combobox', { name: 'Search and filter' })
    .or(page.getByRole('textbox', { name: 'Search and filter' }));
  await query.fill('下次');
  await query.press('Enter');
  await page.getByText('1 of 4 rows').waitFor();
  await cell('很好').waitFor();
  await query.fill('kind:bad stars>1');
  await query.press('Enter');
  await cell('broken').waitFor();
  expect(await cell('Never again').count()).toBe(0);
});

test('DS-W4 all rows of a query are changed at once, after a look at what would change', async () => {
  await page.getByRole('button', { name: 'Edit these rows' }).click();
  await page.getByLabel('Find', { exact: true }).fill('broken');
  await page.getByLabel('Replace with').fill('whole');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Change 1 row' }).click();
  await page.getByText('1 row changed.').waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).last().click();
  await cell('whole').waitFor();
});

test('DS-W8 help and dialogs that are taller than the window scroll within it, and their buttons stay in sight', async () => {
  await page.setViewportSize({ width: 1024, height: 480 });
  await page.getByRole('button', { name: 'How to write a query' }).click();
  await page.getByText('rows with your star').scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(480);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Edit these rows' }).click();
  await page.getByLabel('Find', { exact: true }).fill('whole');
  await page.getByLabel('Replace with').fill('broken');
  await page.getByRole('button', { name: 'Preview' }).click();
  const change = page.getByRole('button', { name: 'Change 1 row' });
  await change.waitFor();
  const box = await change.boundingBox();
  expect((box?.y ?? 480) + (box?.height ?? 0)).toBeLessThan(480);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('DS-W5 of more rows than an element can hold, the wheel passes over none and the last is a jump away', async () => {
  await page.locator('a[href="/data"]').first().click();
  await page.setInputFiles('input[type=file]', {
    name: 'many.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(Array.from({ length: 2_600_000 }, (_, at) => `line ${at + 1}.`).join('\n')),
  });
  await page.getByRole('button', { name: 'Import', exact: true }).click();

  await page.getByRole('link', { name: /Open/ }).first().click({ timeout: 60_000 });
  await cell('line 1.').waitFor();
  await cell('line 1.').hover();
  const firstRow = () => page.locator('.ag-row[row-index="0"]').count();
  expect(await firstRow()).toBe(1);

  await page.mouse.wheel(0, 280);
  await cell('line 11.').waitFor();
  expect(await cell('line 60.').count()).toBe(0);

  await page.keyboard.press('ControlOrMeta+g');
  await page.getByRole('textbox', { name: 'Go to row' }).fill('2600000');
  await page.keyboard.press('Enter');
  await cell('line 2600000.').waitFor();
}, 90_000);

test('DS-W7 of many columns only those on the screen are drawn, also when the hidden ones are shown again', async () => {
  const names = Array.from({ length: 80 }, (_, at) => `column${at}`);
  await page.locator('a[href="/data"]').first().click();
  await page.setInputFiles('input[type=file]', {
    name: 'wide.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`text,${names.join()}\nwide row,${names.map((_, at) => `cell ${at}`).join()}\n`),
  });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: /Open/ }).first().click();
  await cell('wide row').waitFor();
  const act = async (name: string, looked: string) => {
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    await page.getByRole('textbox', { name: 'Find a column' }).fill(looked);
    await page.getByRole('button', { name, exact: true }).click();
    await page.keyboard.press('Escape');
  };

  await act('Hide these', 'column');
  await cell('cell 0').waitFor({ state: 'detached' });
  await page.reload();
  await cell('wide row').waitFor();
  await act('Show all columns', '');

  await cell('cell 0').waitFor();
  expect(await cell('cell 79').count()).toBe(0);
});

test('DS-W6 text of the data ran nowhere, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
