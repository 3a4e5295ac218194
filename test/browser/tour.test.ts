import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ARTIFACTS, inaccessible, launchChromium, type Trouble, watch } from './chromium.ts';
import { ids } from './fake-core/made/index.ts';
import { serve, TOKEN } from './fake-core/serve.ts';
import { goTo, misplaced, moving, settled } from './looks.ts';
import { EVERY_PAGE } from './pages.ts';

/**
 * A tour of what the page can open: editors, charts, terminals, the grid, the palette, menus and dialogs. What is open
 * is looked at as a page is, and all the while nothing is asked of anybody but the core.
 */
const stack = new AsyncDisposableStack();
let page: Page;
let context: BrowserContext;
let trouble: Trouble;
let core: { readonly address: string; readonly close: () => void };
const asked: string[] = [];

beforeAll(async () => {
  core = await serve('full');
  stack.defer(() => core.close());
  const browser = await launchChromium();
  stack.defer(() => browser.close());
  context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale: 'en',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  trouble = watch(context, page);
  context.on('request', request => asked.push(request.url()));
  page.on('websocket', socket => asked.push(socket.url()));
  await page.goto(`${core.address}/#token=${TOKEN}`);
  await settled(page);
});

afterAll(() => stack.disposeAsync());

/** Nothing stays open from one part of the tour to the next. */
beforeEach(async () => {
  await page.goto(`${core.address}/#token=${TOKEN}`);
  await settled(page);
});

const POLLED = { timeout: 15_000, interval: 300 };
const DATASET = `/data/${ids.dataset}`;
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** What opens over the page. */
const OPENED = '[role=dialog], [role=menu], .mantine-Popover-dropdown';
const opened = () => page.locator(OPENED).filter({ visible: true }).first();

/** Points at the middle of what lies below something that hears the mouse for it, as a chart does. */
async function point(at: Locator): Promise<void> {
  const { x, y, width, height } = (await at.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 3 });
}

/** What is open is looked at as a page is: legible, whole, still; and then it is closed. */
async function looksRight(name: string, part = OPENED): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForTimeout(80);
    await page.screenshot({ path: join(ARTIFACTS, 'pages', `${theme}-en`, `open-${name}.png`) });
    const faults = [...(await misplaced(page)), ...(await moving(page)), ...(await inaccessible(page, part))];
    expect({ name, theme, faults }).toEqual({ name, theme, faults: [] });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function close(): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('TR-1 the palette, the keys, the preferences and the jobs panel open over any page', async () => {
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('data');
  await page.getByRole('dialog').waitFor();
  await looksRight('palette');
  await close();

  await button('Keyboard shortcuts').click();
  await page.getByRole('dialog').waitFor();
  await looksRight('keys');
  await close();

  await button('Theme and language').click();
  await page.getByText('简体中文').click();
  await page.getByRole('link', { name: '数据' }).first().waitFor();
  await page.getByText('English').click();
  await page.getByRole('link', { name: 'Data' }).first().waitFor();
  await looksRight('preferences');
  await page.keyboard.press('Escape');

  await page.keyboard.press('ControlOrMeta+j');
  await page.getByRole('region', { name: 'Jobs', exact: true }).waitFor();
  await looksRight('jobs-panel', '[aria-label="Jobs"]');
  await page.keyboard.press('ControlOrMeta+j');
}, 60_000);

test('TR-2 a row is read as JSON in Monaco, written in it, and edited in the grid', async () => {
  await goTo(page, `${DATASET}?row=4`);
  const panel = page.getByRole('region', { name: /^Row / });
  await panel.getByText('JSON', { exact: true }).click();
  await panel.locator('.monaco-editor .view-line').first().waitFor();
  await looksRight('monaco-read', '.monaco-editor');
  await panel.getByText('Edit', { exact: true }).click();
  await panel.locator('.monaco-editor .view-line').first().click();
  await page.keyboard.type('{');
  await panel.locator('.squiggly-error').first().waitFor({ state: 'attached' });
  await panel.locator('.squiggly-error').first().hover({ force: true });
  await looksRight('monaco-write', '.monaco-editor');
  await page.keyboard.press('ControlOrMeta+z');

  await goTo(page, DATASET);
  await page.locator('.ag-cell[col-id=".label"]').first().dblclick();
  await page.keyboard.type('ham');
  await looksRight('cell-editor', '.ag-root');
  await page.keyboard.press('Escape');
}, 60_000);

test('TR-3 every dialog and menu of a dataset opens', async () => {
  for (const name of ['Columns', 'How to write a query', 'History', 'Edit these rows', 'Freeze', 'Change']) {
    await goTo(page, DATASET);
    await button(name).first().click();
    await opened().waitFor();
    await looksRight(`dataset-${name.toLowerCase().replaceAll(' ', '-')}`);
    await page.keyboard.press('Escape');
  }
}, 60_000);

test('TR-4 charts are hovered, walked by keys, shown as tables and saved as pictures and numbers', async () => {
  await goTo(page, `${DATASET}/statistics`);
  const chart = page.getByRole('figure').first();
  await expect
    .poll(async () => {
      await point(chart.locator('.bars path').first());
      return await chart.locator('.hoverlayer text').count();
    }, POLLED)
    .toBeGreaterThan(0);
  await chart.getByRole('listbox').focus();
  await page.keyboard.press('ArrowRight');
  for (const kind of ['PNG', 'SVG', 'CSV']) {
    await chart.getByRole('button', { name: /Export|Save/ }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: new RegExp(kind) }).click(),
    ]);
    expect(saved.suggestedFilename()).toContain(kind.toLowerCase());
  }
  await chart.getByRole('button', { name: /table/i }).click();
  await chart.getByRole('table').waitFor();
  await goTo(page, `/runs/${ids.running}`);
  await page.getByText('Throughput', { exact: true }).last().click();
  await page.locator('.xterm-rows').first().waitFor({ state: 'attached' });
}, 60_000);

test('TR-5 a map of attention is pointed at, and a file is looked at before it is imported', async () => {
  await goTo(page, `/attention/${ids.attention}`);
  await point(page.locator('canvas').last());
  await page.mouse.wheel(0, -200);
  await page.getByRole('list', { name: 'Strongest' }).getByRole('button').first().hover();

  await goTo(page, '/data');
  await page.setInputFiles('input[type=file]', {
    name: 'reviews.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('text;label\nhello;good\n'),
  });
  await page.getByText('Which column plays which part').waitFor();
  await looksRight('wizard', 'main');
}, 60_000);

test('TR-6 on all of the tour nothing was asked of anybody but the core, and no line of the policy was touched', async () => {
  for (const { filling, path } of EVERY_PAGE) if (filling === 'full') await goTo(page, path);
  const own = new URL(core.address);
  const foreign = asked
    .map(url => new URL(url))
    .filter(({ protocol, host }) => protocol !== 'blob:' && protocol !== 'data:' && host !== own.host);
  expect(asked.length).toBeGreaterThan(20);
  expect({ ...trouble, foreign }).toEqual({ outside: [], violations: [], errors: [], foreign: [] });
  expect(await context.cookies()).toEqual([]);
}, 60_000);
