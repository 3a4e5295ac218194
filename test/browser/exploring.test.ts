import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';
import { ids } from './fake-core/made/index.ts';
import { serve, TOKEN } from './fake-core/serve.ts';

/** How a person gets from a number to what is behind it, by keys alone. */
let browser: Browser;
let core: Awaited<ReturnType<typeof serve>>;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  core = await serve('full');
});

beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-US' });
  page = await context.newPage();
  return () => context.close();
});

afterAll(async () => {
  await browser?.close();
  core?.close();
});

const open = (path: string) => page.goto(`${core.address}${path}#token=${TOKEN}`);
const search = () => Object.fromEntries(new URL(page.url()).searchParams);

test('EV-9 the arrow keys walk a confusion matrix, and Enter lists the rows behind a cell', async () => {
  await open(`/evaluations/${ids.evaluation}`);
  const tuned = page.getByRole('region', { name: 'Tuned' });

  await tuned.getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: 'Labelled spam, answered ham' }).waitFor();
  expect(search()).toEqual({ subject: 'tuned', label: 'spam', predicted: 'ham' });
});

test('EV-12 a report says which checkpoint it is of, and that its run had not finished', async () => {
  await open(`/evaluations/${ids.evaluation}`);

  await page.getByText('checkpoint of step 120, the newest; none was validated').waitFor();
  await page.getByText('Run not finished').waitFor();
});

test('EX-9 a gate that is finer than the test rows can tell is warned of before the export begins', async () => {
  await open('/exports');
  const points = page.getByRole('textbox', { name: 'Points it may lose' });
  await points.waitFor();
  expect(await page.getByText('so a single row decides').count()).toBe(0);

  await points.fill('0.1');
  await page.getByText('The test split has 500 rows: one answered otherwise is about 0.2 points').waitFor();
});

test('EV-10 a row behind a cell leads to its place in the data', async () => {
  await open(`/evaluations/${ids.evaluation}?subject=tuned&label=ham&predicted=spam`);

  await page
    .getByRole('link', { name: /^Open row/ })
    .first()
    .click();

  await page.getByRole('heading', { name: /^Row / }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/data/${ids.dataset}`);
});

test('AT-9 the arrow keys walk from head to head, in the overview and in the map', async () => {
  await open(`/attention/${ids.attention}?layer=3&head=2`);

  await page.getByRole('button', { name: /^Layer 3, head 2:/ }).press('ArrowDown');
  expect(search()).toEqual({ layer: '4', head: '2' });

  await page.getByRole('group', { name: /^Map of layer 4, head 2/ }).press('ArrowRight');
  await page.getByRole('heading', { name: 'Layer 4, head 3' }).waitFor();
  expect(search()).toEqual({ layer: '4', head: '3' });
});

test('AT-10 pointing at a strong reading says it in words', async () => {
  await open(`/attention/${ids.attention}`);

  const first = page.getByRole('list', { name: 'Strongest' }).getByRole('button').first();
  await first.focus();

  const said = await page.getByRole('status').filter({ hasText: 'query' }).textContent();
  expect(said).toMatch(/query \d+, key \d+/);
});

test('TR-9 Ctrl Enter starts the run that the form describes', async () => {
  await open('/runs?start=1');
  await page.getByRole('button', { name: 'Start' }).waitFor();

  await page.getByLabel('Instruction').fill('Ham or spam?');
  await page.getByText('The instruction needs {text} where the text goes.').first().waitFor();
  expect(await page.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);

  await page.getByLabel('Instruction').fill('Ham or spam?\n{text}');
  await page.keyboard.press('Control+Enter');

  await page.waitForURL(`**/runs/${ids.running}`);
  await page.getByText('2 leaked rows were accepted with these words: “Two mails that went to everybody.”').waitFor();
});
