import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { temporaryFolder } from '../temporary.ts';
import { ARTIFACTS, inaccessible, launchChromium, type Trouble, watch } from './chromium.ts';

/** Words that no other text has. */
const words = (seed: number) =>
  Array.from({ length: 20 }, (_, at) => ((seed + 1) * 7919 * (at + 3)).toString(36)).join(' ');
const FOLDS = ['train', 'train', 'train', 'validation', 'test'];
const MAILS = [
  'text,kind,fold',
  ...Array.from({ length: 60 }, (_, at) => `${words(at)},${at % 3 ? 'ham' : 'spam'},${FOLDS[at % 5]}`),
  `${words(100)} on Friday,ham,train`,
  `${words(100)} on Monday,ham,test`,
  `${words(0)},spam,validation`,
].join('\n');

const stack = new AsyncDisposableStack();
let browser: Browser;
let page: Page;
let trouble: Trouble;
let link: string;
let address: string;

/** Splits and versions of a dataset, on a real core. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  const app = stack.use(openApp(join(folder.path, 'project')));
  const serving = stack.use(await serve(app, { page: join(import.meta.dirname, '../../dist/renderer') }));
  link = serving.link;
  browser = await launchChromium();
  stack.defer(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  trouble = watch(context, page);
  await page.goto(link);
  await page.locator('a[href="/data"]').first().click();
  await page.setInputFiles('input[type=file]', {
    name: 'mails.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(MAILS),
  });
  await page.getByRole('combobox', { name: 'Label' }).click();
  await page.getByRole('option', { name: 'kind' }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: /Open/ }).first().click();
  await page.locator('.ag-cell').first().waitFor();
  address = page.url().replace(/[?#].*$/, '');
}, 60_000);

afterAll(() => stack.disposeAsync());

const tab = (name: string) => page.getByRole('navigation', { name: 'Pages of this dataset' }).getByText(name).click();
const freeze = async () => {
  await page.getByRole('button', { name: 'Freeze', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Freeze/ })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
};

test('SP-W1 leaks are side by side with what differs marked, and are mended to the sizes that were told', async () => {
  await tab('Splits');
  await page.getByRole('radio', { name: /From a column/ }).check();
  await page.getByRole('combobox', { name: 'Column' }).click();
  await page.getByRole('option', { name: 'fold' }).click();
  await page.getByRole('button', { name: 'Split', exact: true }).click();
  await page.getByText('2 leaked rows').waitFor();
  expect(await page.locator('mark').allTextContents()).toEqual(['Friday', 'Monday']);
  await page.getByText('Validation 13 → 12').first().waitFor();
  await page.getByText(/^Last split: From a column · fold · /).waitFor();
  await page.getByText('Equal texts 1', { exact: true }).click();
  await page.getByText('1–1 of 1').waitFor();
  expect(await page.locator('mark').count()).toBe(0);
  await page.getByText('All', { exact: true }).click();
  await page.locator('mark').first().waitFor();
  expect(await inaccessible(page)).toEqual([]);
  await page.screenshot({ path: join(ARTIFACTS, 'splits-leaks.png') });

  await page.getByRole('button', { name: 'Mend the leaks' }).click();
  await page.getByText('No leaks').waitFor();
  await page.getByText('Mended. Rows moved: 1; rows without a split now: 1.').waitFor();
  expect(await page.locator('mark').count()).toBe(0);
});

test('SP-W2 a way that changes the test asks first, and leads to the rows that leak', async () => {
  await tab('Rows');
  await page.getByRole('button', { name: /^Undo: Mend leaks/ }).click();
  await tab('Splits');
  await page.getByText('2 leaked rows').waitFor();
  await page.getByRole('radio', { name: /Move each set/ }).check();
  await page.getByRole('button', { name: 'Mend the leaks' }).click();
  await page.getByText(/enters or leaves the test split, which is locked/).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('link', { name: 'Show these rows in the grid' }).last().click();
  await page.getByText('2 of 63 rows').waitFor();
  await page.goto(`${address}/splits`);
  await page.getByRole('button', { name: 'Mend the leaks' }).click();
  await page.getByText('No leaks').waitFor();
});

test('VE-W1 two versions are compared in charts, which are also tables', async () => {
  await tab('Versions');
  await freeze();
  await tab('Rows');
  await page.getByRole('button', { name: /^Undo: Mend leaks/ }).click();
  await tab('Splits');
  await page.getByText('2 leaked rows').waitFor();
  await page.getByRole('radio', { name: /Move to training/ }).check();
  await page.getByRole('button', { name: 'Mend the leaks' }).click();
  await page.getByRole('button', { name: 'Unlock and mend' }).click();
  await page.getByText('No leaks').waitFor();
  await tab('Versions');
  await freeze();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: 'Show as a table' }).first().click();
  await page.getByRole('table', { name: 'Sizes' }).getByText('validation').waitFor();
  await page.getByRole('table', { name: 'Sizes' }).scrollIntoViewIfNeeded();
  expect(await inaccessible(page)).toEqual([]);
  await page.screenshot({ path: join(ARTIFACTS, 'versions-compared.png') });
});

test('VE-W2 a sample becomes a dataset and a version of it at once', async () => {
  await page.getByRole('button', { name: 'New dataset' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('part');
  await dialog.getByRole('textbox', { name: 'Rows' }).fill('40');
  await dialog.locator('button[type=submit]').click();
  await dialog.getByText(/^Frozen as part \(/).waitFor();
  await page.screenshot({ path: join(ARTIFACTS, 'versions-combined.png') });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
});

test('DS-W7 the history speaks the language of the page', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'zh-CN' });
  const chinese = await context.newPage();
  chinese.setDefaultTimeout(10_000);
  await chinese.goto(link);
  await chinese.locator('a[href="/data"]').first().waitFor();
  await chinese.goto(address);
  await chinese.getByRole('button', { name: /^撤销：修复泄漏/ }).waitFor();
  await chinese.getByRole('button', { name: '历史' }).click();
  await chinese.getByText(/^修复泄漏：移动 \d+ 行/).waitFor();
  await chinese.getByText(/^划分 37 \/ 13 \/ 13（按列）/).waitFor();
  await context.close();
});

test('SP-W3 an edit of many rows that moves some out of the test asks for the lock first', async () => {
  await page.goto(`${address}?q=row:1..5`);
  await page.getByText('5 of 63 rows').waitFor();
  await page.getByRole('button', { name: 'Edit these rows' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'What to do' }).click();
  await page.getByRole('option', { name: 'Move to a split' }).click();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog.getByRole('button', { name: /^Change \d rows/ }).click();
  await page.getByText(/1 row enters or leaves the test split, which is locked/).waitFor();
  await page.getByRole('button', { name: 'Unlock and change' }).click();
  await page.getByText(/\d rows changed\./).waitFor();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.getByRole('button', { name: /^Undo: Move/ }).click();
  await page.getByRole('button', { name: /^Undo: Mend leaks/ }).waitFor();
  await tab('Splits');
  await page.getByText('1 test row has changed since the split was locked.').waitFor();
  expect(await inaccessible(page)).toEqual([]);
  await page.screenshot({ path: join(ARTIFACTS, 'splits-lock.png'), fullPage: true });
});

test('DS-W6 nothing went wrong, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
