import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { dataset, models } from '../../native-bridge/contract/index.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { INSTALLATION, mails, tinyModel } from '../installation.ts';
import { temporaryFolder } from '../temporary.ts';
import { launchChromium, type Trouble, watch } from './chromium.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let page: Page;
let trouble: Trouble;
let data: string;

/** Real rows, a real core, a real if tiny model: what a person does to find the texts that are unlike the others. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  const app = stack.use(openApp(join(folder.path, 'project'), INSTALLATION));
  const serving = stack.use(await serve(app, { page: join(import.meta.dirname, '../../dist/renderer') }));
  const file = folder.write('mails.jsonl', `${mails(40)}\n${JSON.stringify({ text: '困惑'.repeat(9), label: 'ham' })}`);
  await new Promise<void>(done => app.router.open(dataset.importFile.name, { file }, () => {}, done));
  const [imported] = (await app.router.ask(dataset.datasets.name, {})) as { id: string }[];
  data = `/data/${imported?.id}`;
  await app.router.ask(models.add.name, { source: { kind: 'folder', folder: tinyModel(folder.path) } });
  browser = await launchChromium();
  stack.defer(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  trouble = watch(context, page);
  await page.goto(serving.link);
  await page.locator('a[href="/data"]').first().waitFor();
}, 60_000);

afterAll(() => stack.disposeAsync());

const go = (path: string) =>
  page.evaluate(to => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);

test('PX-W1 the statistics page starts the job, shows how it goes, and then the histogram', async () => {
  await go(`${data}/statistics`);
  await page.getByRole('button', { name: 'Score 41 rows' }).click();
  await page
    .getByRole('link', { name: 'To the job' })
    .or(page.getByText(/All rows are scored/))
    .first()
    .waitFor();
  await page.getByText(/All rows are scored by/).waitFor({ timeout: 60_000 });
  await page.getByText('Least likely', { exact: true }).waitFor();
}, 90_000);

test('PX-W2 a bar opens the rows it counts, and the least likely ones are one click away', async () => {
  const bars = page.getByRole('listbox', { name: 'Perplexity' });
  await bars.focus();
  await page.keyboard.press('End');
  const rows = (await bars.locator('[aria-selected=true]').textContent())?.split(', ').at(-1);
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=perplexity%3E%3D/);
  await page
    .locator('.ag-row')
    .nth(Number(rows) - 1)
    .waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'All rows in this order' }).click();
  await page.waitForURL(/sort=-%23perplexity/);
  await page.locator('.ag-cell', { hasText: 'number' }).first().waitFor();
});

test('PX-W3 the cleaning step counts what is too unlikely, with its perplexity, and drops it', async () => {
  await go(`${data}/cleaning`);
  await page.getByRole('button', { name: 'Add a step' }).click();
  await page.getByRole('menuitem', { name: 'Outliers by perplexity' }).click();
  await page.getByText(/no model is chosen/).waitFor();
  await page.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option').first().click();
  await page.getByText(/All rows are scored by/).waitFor();
  await page.getByRole('combobox', { name: 'Far is' }).click();
  await page.getByRole('option', { name: 'The outermost percent' }).click();
  await page.getByRole('textbox', { name: 'Percent' }).fill('2.5');
  await page.getByText('1 dropped').waitFor();
  await page
    .getByText(/^perplexity [\d.,]+$/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: /^Apply/ }).click();
  await page.getByText(/41 rows became 40/).waitFor();

  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
}, 60_000);
