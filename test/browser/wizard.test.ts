import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary.ts';
import { inaccessible, type Trouble } from './chromium.ts';
import { openProject } from './open-project.ts';

const ROWS = [
  { instruction: 'Name a colour.', input: '', output: 'Red' },
  { instruction: 'Name a day.', input: '' },
  { instruction: 'Name a month.', input: '', output: 'May' },
];

const stack = new AsyncDisposableStack();
let page: Page;
let trouble: Trouble;

/** The page on a real core whose project has neither a dataset nor a model. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  const viewport = { width: 1280, height: 900 };
  const open = stack.use(await openProject(join(folder.path, 'project'), { viewport, reducedMotion: 'reduce' }));
  ({ page, trouble } = open);
  page.setDefaultTimeout(10_000);
  await to('/data');
  await page.getByText('Bring in your examples').waitFor();
  await page.setInputFiles('input[type=file]', {
    name: 'alpaca.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(ROWS.map(row => JSON.stringify(row)).join('\n')),
  });
  await page.getByText('Which column plays which part').waitFor();
}, 60_000);

afterAll(() => stack.disposeAsync());

const to = (path: string) => page.locator(`a[href="${path}"]`).first().click();
const part = (column: string) => page.getByRole('combobox', { name: `Part of ${column}` });

test('IW-1 a model is added without leaving the wizard, which stays as it was', async () => {
  await part('input').click();
  await page.getByRole('option', { name: /^Metadata/ }).click();
  await page.getByLabel('Name', { exact: true }).fill('Days');
  await page.getByLabel('Licence', { exact: true }).fill('MIT');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Add a model' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a base model' });
  await dialog.waitFor();
  expect(await inaccessible(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).last().click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await part('input').inputValue()).toBe('Metadata');
});

test('IW-2 whoever goes to another page and comes back finds the wizard as it was left', async () => {
  await to('/models');
  await page.getByText('No model yet').waitFor();
  await to('/data');

  await page.getByText('Which column plays which part').waitFor();
  expect(await part('input').inputValue()).toBe('Metadata');
  expect(await page.getByRole('combobox', { name: 'Preset' }).inputValue()).toBe('by column');
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Days');
  expect(await page.getByLabel('Licence', { exact: true }).inputValue()).toBe('MIT');
});

test('IW-3 rows without an answer are told before the import, and by file, line and column after it', async () => {
  await page.getByText('output has nothing in 1 of the first 3 rows').waitFor();
  expect(await inaccessible(page)).toEqual([]);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('alpaca.jsonl is imported').waitFor();
  await page.getByText('alpaca.jsonl line 2: nothing in output.').waitFor();
  await page.getByRole('link', { name: 'Open the dataset' }).click();
  await page.getByRole('gridcell', { name: 'Name a day.' }).first().waitFor();
  await page.getByText('Days').first().waitFor();
});

test('IW-4 the report of an import is gone once it was seen, and another file begins anew', async () => {
  await to('/data');
  await page.getByRole('heading', { name: 'Data', exact: true }).waitFor();
  expect(await page.getByText('alpaca.jsonl is imported').count()).toBe(0);
  await page.setInputFiles('input[type=file]', {
    name: 'mails.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('text,label\nhello,ham\n'),
  });
  await part('label').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
