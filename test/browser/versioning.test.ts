import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { type DatasetId, dataset, splits } from '../../native-bridge/contract/index.ts';
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
let app: ReturnType<typeof openApp>;
let browser: Browser;
let page: Page;
let trouble: Trouble;
let link: string;
let address: string;

/** Splits and versions of a dataset, on a real core. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  app = stack.use(openApp(join(folder.path, 'project')));
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
  await page.getByRole('combobox', { name: 'Part of kind' }).click();
  await page.getByRole('option', { name: /^Label/ }).click();
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
  await page.getByRole('dialog').getByRole('status').waitFor();
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

test.each([
  ['Rows by split', 'split:train'],
  ['Label balance', 'label:"ham"'],
  ['Length of texts', /^length:\d+\.\.\d+$/],
  ['Frequent words', /^gram:"\w+"$/],
] as const)('STAT-W1 a click on a bar of %s shows exactly its rows', async (chart, query) => {
  await page.goto(`${address}/statistics`);
  await page.getByText('Nothing', { exact: true }).click();
  const figure = page.getByRole('figure', { name: chart });
  await figure.scrollIntoViewIfNeeded();
  const said = (await figure.getByRole('option').first().textContent()) ?? '';
  const bar = figure.locator('.barlayer .point path').first();
  await bar.waitFor();
  const box = await bar.boundingBox();
  if (box === null) throw new Error('the bar is not there');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);

  await page.waitForURL(/[?]q=/);
  expect(new URL(page.url()).searchParams.get('q')).toMatch(query);
  // Words are counted as often as they stand; all others are rows.
  const rows = chart === 'Frequent words' ? '\\d+' : said.split(', ').at(-1);
  await page.getByText(new RegExp(`^${rows} of 63 rows$`)).waitFor();
});

test('VE-W3 rows that leak are frozen with a reason in words, which stands beside the version', async () => {
  await page.goto(address);
  await page.getByRole('button', { name: /^Undo: Mend leaks/ }).click();
  await page.getByRole('button', { name: 'Unlock and undo' }).click();
  await tab('Versions');
  await page.getByRole('button', { name: 'Freeze', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 leaked rows').waitFor();
  expect(await dialog.getByRole('button', { name: 'Freeze with leaks' }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('leaky');
  await dialog.getByRole('textbox', { name: 'Why freeze it' }).fill('only to look at it');
  await dialog.getByRole('button', { name: 'Freeze with leaks' }).click();
  await dialog.getByText('leaky is frozen').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  const line = page.getByRole('row', { name: /leaky/ });
  await line.getByText('2 rows').waitFor();
  await line.getByText('only to look at it').waitFor();
  await page.screenshot({ path: join(ARTIFACTS, 'versions-leaky.png') });
});

test('VE-W4 restoring a version whose test is another one asks to unlock it, and is one change', async () => {
  await page.getByRole('button', { name: 'What can be done with mails, version 2' }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await dialog.getByText(/^The test split of mails is locked/).waitFor();
  await dialog.getByRole('button', { name: 'Unlock the test and restore' }).click();
  await page.getByRole('button', { name: 'Unlock and restore', exact: true }).click();
  await dialog.getByText(/rows changed, 0 brought back, 0 others set aside/).waitFor();
  await dialog.getByRole('link', { name: 'Look at the rows' }).click();
  await page.getByRole('button', { name: 'Undo: Restore mails, version 2' }).waitFor();
});

test('VE-W5 a version is exported once the licence is answered for', async () => {
  await tab('Versions');
  await page.getByRole('button', { name: 'What can be done with leaky' }).click();
  await page.getByRole('menuitem', { name: 'Export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('textbox', { name: 'Why it is all right' }).fill('our own mails');
  await page.getByRole('button', { name: 'Record and start' }).click();
  await page.getByText('63 rows are in the file').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
});

test('VE-W6 two datasets are joined into a new one, whose version is compared with one of another dataset', async () => {
  await page.getByRole('button', { name: 'New dataset' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Join', { exact: true }).click();
  await dialog.getByRole('combobox', { name: 'With' }).click();
  await page.getByRole('option', { name: 'part' }).click();
  await dialog.getByRole('combobox', { name: 'Key of this dataset' }).click();
  await page.getByRole('option', { name: 'text', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'Key of the other' }).click();
  await page.getByRole('option', { name: 'text', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('joined');
  expect(await inaccessible(page)).toEqual([]);
  await page.screenshot({ path: join(ARTIFACTS, 'versions-join.png') });
  await dialog.locator('button[type=submit]').click();
  await dialog.getByText(/stay in the test\.$/).waitFor();
  await dialog.getByRole('link', { name: 'Open it' }).click();
  await page.locator('.ag-cell').first().waitFor();
  await tab('Versions');
  await page.getByRole('combobox', { name: 'Before' }).click();
  await page.getByRole('option', { name: /^leaky/ }).click();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByText(/^Rows were found by what stands in them/).waitFor();
});

test('DS-W7 the history speaks the language of the page', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'zh-CN' });
  const chinese = await context.newPage();
  chinese.setDefaultTimeout(10_000);
  await chinese.goto(link);
  await chinese.locator('a[href="/data"]').first().waitFor();
  await chinese.goto(address);
  await chinese.getByRole('button', { name: /^撤销：恢复/ }).waitFor();
  await chinese.getByRole('button', { name: '历史' }).click();
  await chinese.getByText(/^恢复 mails/).waitFor();
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
  await page.getByRole('button', { name: 'Unlock and undo' }).click();
  await page.getByRole('button', { name: /^Undo: Restore/ }).waitFor();
  await tab('Splits');
  await page.getByText('1 test row has changed since the split was locked.').waitFor();
  expect(await inaccessible(page)).toEqual([]);
  await page.screenshot({ path: join(ARTIFACTS, 'splits-lock.png'), fullPage: true });
});

test('SP-W4 the sizes of a plan follow a cell that is changed, and the form begins with the plan that is the last by then', async () => {
  const datasetId = new URL(address).pathname.split('/')[2] as DatasetId;
  await page.getByRole('radio', { name: /From a column/ }).check();
  const sizes = () => page.getByRole('region', { name: /^Test: / }).textContent();
  await expect.poll(sizes, { timeout: 10_000 }).toMatch(/^Test13/);
  await app.router.ask(dataset.editRow.name, { datasetId, row: 2, cells: { fold: 'test' } });
  await expect.poll(sizes, { timeout: 10_000 }).toMatch(/^Test14/);

  await tab('Rows');
  await page.locator('.ag-cell').first().waitFor();
  const amounts = { unit: 'percent' as const, train: 70, validation: 0, test: 30 };
  const plan = { way: 'random' as const, amounts, seed: 11, nearTogether: false };
  await new Promise<void>((done, fail) => {
    const onEvent = (event: unknown) => (event as { kind: string }).kind === 'failed' && fail(event);
    app.router.open(splits.split.name, { datasetId, plan, unlockTest: true }, onEvent, done);
  });
  await page.getByRole('button', { name: /^Undo: Split/ }).waitFor();
  await tab('Splits');
  await page.getByRole('textbox', { name: 'Seed' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Seed' }).inputValue()).toBe('11');
});

test('DS-W6 nothing went wrong, and nothing was asked from outside', () => {
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});
