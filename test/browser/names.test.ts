import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { dataset } from '../../native-bridge/contract/index.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { INSTALLATION } from '../installation.ts';
import { temporaryFolder } from '../temporary.ts';
import { launchChromium, type Trouble, watch } from './chromium.ts';

const TEXTS = [
  'Please call Sarah Connor about the invoice.',
  '请把合同寄给王小明，谢谢。',
  'Please restart the server on Monday, see https://a.io/?mail=ann@mail.com',
];

const stack = new AsyncDisposableStack();
let browser: Browser;
let page: Page;
let trouble: Trouble;
let data: string;

/** Real rows, a real core, the real models: what a person does to find names and to say what a card says. */
beforeAll(async () => {
  const folder = stack.use(temporaryFolder());
  const app = stack.use(openApp(join(folder.path, 'project'), INSTALLATION));
  const serving = stack.use(await serve(app, { page: join(import.meta.dirname, '../../dist/renderer') }));
  const file = folder.write('mails.jsonl', TEXTS.map(text => JSON.stringify({ text })).join('\n'));
  await new Promise<void>(done => app.router.open(dataset.importFile.name, { file }, () => {}, done));
  const [imported] = (await app.router.ask(dataset.datasets.name, {})) as { id: string }[];
  data = `/data/${imported?.id}`;
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

test('PV-W1 the page starts the job, shows how it goes, and says what is left when it is done', async () => {
  await go(`${data}/privacy`);
  await page.getByText('3 of 3 rows have not been looked at for names.').waitFor();
  await page.getByRole('button', { name: 'Look for names in 3 rows' }).click();
  await page
    .getByRole('link', { name: 'To the job' })
    .or(page.getByText(/All 3 rows have been looked at/))
    .first()
    .waitFor();
  await page.getByText('All 3 rows have been looked at: 2 names.').waitFor({ timeout: 60_000 });
}, 90_000);

test('PV-W2 names are scanned and faked like any other kind, and an e-mail address in a kept web address can be chosen', async () => {
  await page.getByRole('button', { name: 'Scan', exact: true }).click();
  await page.getByText('1 inside something longer that is found').waitFor();
  const choose = async (kind: string, action: string) => {
    await page.getByRole('combobox', { name: `What to do with: ${kind}` }).click();
    await page.getByRole('option', { name: action }).click();
  };
  await choose('Name of a person', 'Consistent fake');
  await choose('Web address', 'Keep');
  await page.getByRole('button', { name: 'Apply as one change' }).click();
  await page.getByText('Done, as one change').waitFor();
  await page
    .getByText('2 of 3 rows have not been looked at for names.')
    .or(page.getByText(/^3 of 3/))
    .waitFor();

  await go(data);
  await page.locator('.ag-cell', { hasText: /Please call [A-Z][a-z]+ [A-Z][a-z]+ about the invoice/ }).waitFor();
  await page.locator('.ag-cell', { hasText: /请把合同寄给某[^，]{2}，谢谢/ }).waitFor();
  await page.locator('.ag-cell', { hasText: 'https://a.io/?mail=a***@mail.com' }).waitFor();
  expect(await page.getByText('Sarah Connor').count()).toBe(0);
}, 60_000);

test('LC-W1 a card that is chosen on the page says the licence of a source and where it is from', async () => {
  await go(`${data}/sources`);
  await page.getByRole('button', { name: 'Edit mails.jsonl' }).click();
  const send = (text: string) =>
    page
      .getByLabel('Choose a dataset card')
      .setInputFiles({ name: 'README.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await send('# Mails\n');
  await page.getByText('it has no YAML head').waitFor();
  await send('---\nlicense: cc-by-4.0\nlicense_name:\n---\n- **Homepage:** https://example.org/mails\n');
  await page.getByText('CC-BY-4.0').waitFor();
  await page.getByText('https://example.org/mails').waitFor();
  await page.getByText('From the card README.md').waitFor();

  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
}, 60_000);
