import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DatasetId, dataset, project } from '../../native-bridge/contract/index.ts';
import { type HostileText, hostileTexts } from '../hostile-texts.ts';
import { temporaryFolder } from '../temporary.ts';
import { ARTIFACTS, launchChromium, type Trouble, watch } from './chromium.ts';
import { ids } from './fake-core/made/index.ts';
import { serve, TOKEN } from './fake-core/serve.ts';
import { spoiler } from './fake-core/spoiled.ts';
import { goTo, settled } from './looks.ts';
import { openProject } from './open-project.ts';
import { EVERY_PAGE } from './pages.ts';

/** R14 and R15: what stands in data, names, files, models, tokens and errors is text wherever it is shown. */
const stack = new AsyncDisposableStack();
const called: string[] = [];
let texts: readonly HostileText[];
let browser: Browser;

/** Listens where every hostile text would call if it could. */
beforeAll(async () => {
  const listener = createServer((request, response) => {
    called.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>(done => listener.listen(0, '127.0.0.1', done));
  stack.defer(() => void listener.close());
  texts = hostileTexts(`http://127.0.0.1:${(listener.address() as AddressInfo).port}`);
  browser = await launchChromium();
  stack.defer(() => browser.close());
});

afterAll(() => stack.disposeAsync());

/** Counts what must not happen: a call of the canary, a dialog, a way to another page. */
function arm(context: BrowserContext, page: Page, own: string): { readonly trouble: Trouble; readonly ran: string[] } {
  const ran: string[] = [];
  const trouble = watch(context, page);
  page.on('dialog', dialog => {
    ran.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', frame => {
    if (!frame.url().startsWith(own) && frame.url() !== 'about:blank') ran.push(`went to ${frame.url()}`);
  });
  context.on('page', () => ran.push('another window'));
  context.on('request', request => {
    const { host, protocol } = new URL(request.url());
    if (host !== new URL(own).host && protocol !== 'blob:' && protocol !== 'data:') ran.push(`asked ${request.url()}`);
  });
  return { trouble, ran };
}

/** Calls of the canary show as an attribute of the document; everything the page is made of, and where it leads. */
async function madeOf(page: Page): Promise<{ readonly parts: readonly string[]; readonly bad: readonly string[] }> {
  return await page.evaluate(() => {
    const parts = new Set<string>();
    const bad = new Set<string>();
    const FORBIDDEN = ['script', 'iframe', 'object', 'embed', 'base', 'meta', 'marquee', 'video', 'audio'];
    for (const element of document.body.querySelectorAll('*')) {
      const tag = element.localName;
      parts.add(tag);
      if (FORBIDDEN.includes(tag) && element.closest('.monaco-editor') === null) bad.add(tag);
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) bad.add(`${tag} ${name}`);
        if (!/^(href|src|xlink:href|action|formaction|ping|srcdoc|data|poster|background)$/.test(name)) continue;
        if (!/^(\/(?!\/)|#|\?|$|blob:|data:image\/(png|svg\+xml)[;,])/.test(value)) bad.add(`${tag} ${name}=${value}`);
      }
    }
    if (document.documentElement.dataset.canary) bad.add('the canary was called');
    return { parts: [...parts], bad: [...bad] };
  });
}

const POLLED = { timeout: 15_000, interval: 300 };
const CANARY = () => {
  Object.assign(globalThis, {
    canary: () => {
      document.documentElement.dataset.canary = 'called';
    },
  });
};

test('R14 there are about 150 hostile texts, each once', () => {
  expect(texts.length).toBeGreaterThanOrEqual(150);
  expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
});

test('R14 every page is made of the same parts, whatever stands in names, labels, files, models, tokens and errors', async () => {
  const partsOf = new Map<string, Set<string>>();
  const spoiled = spoiler(texts);
  for (const change of [(value: unknown) => value, spoiled.change]) {
    const core = await serve('full', { change });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 720 },
      locale: 'en',
      reducedMotion: 'reduce',
    });
    await context.addInitScript(CANARY);
    const page = await context.newPage();
    const { trouble, ran } = arm(context, page, core.address);
    await page.goto(`${core.address}/#token=${TOKEN}`);
    await settled(page);
    const title = await page.title();

    for (const { filling, name, path } of EVERY_PAGE) {
      if (filling !== 'full') continue;
      await goTo(page, path);
      const { parts, bad } = await madeOf(page);
      const harmless = partsOf.get(name) ?? new Set(parts);
      partsOf.set(name, harmless);
      if (change === spoiled.change)
        await page.screenshot({ path: join(ARTIFACTS, 'pages', 'hostile', `${name}.png`) });
      expect({ name, bad, added: parts.filter(part => !harmless.has(part)) }).toEqual({ name, bad: [], added: [] });
    }
    expect({ ...trouble, ran, title: await page.title() }).toEqual({
      outside: [],
      violations: [],
      errors: [],
      ran: [],
      title,
    });
    await context.close();
    core.close();
  }
  expect(new Set(spoiled.given.values()).size).toBe(texts.length);
  expect(called).toEqual([]);
}, 180_000);

test('R15 names in axes, legend and hover of a chart are read letter by letter', async () => {
  const named = new Map([
    ['ham', '<b>bold</b>'],
    ['spam', '<a href="//a.io">%{x}</a>'],
    ['date', '<i>x</i>&<u>y'],
  ]);
  const change = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (_key, part) => (typeof part === 'string' ? (named.get(part) ?? part) : part)) ?? 'null',
    );
  const core = await serve('full', { change });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 2400 },
    locale: 'en',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const { trouble, ran } = arm(context, page, core.address);
  await page.goto(`${core.address}/data/${ids.dataset}/statistics#token=${TOKEN}`);
  await settled(page);

  const balance = page.getByRole('figure', { name: 'Label balance' });
  expect(await balance.locator('.ytick text').allTextContents()).toEqual([...named.values()].slice(0, 2));
  expect(await balance.locator('.legendtext').allTextContents()).toEqual([...named.values()].slice(0, 2));
  await expect
    .poll(async () => {
      const bar = await balance.locator('.bars path').nth(1).boundingBox();
      await page.mouse.move((bar?.x ?? 0) + 20, (bar?.y ?? 0) + 10);
      return (await balance.locator('.hoverlayer text').allTextContents()).join();
    }, POLLED)
    .toContain('<a href="//a.io">%{x}</a>');
  const titles = await page.locator('.xtitle').allTextContents();
  expect(titles.some(title => title.includes('<i>x</i>&<u>y'))).toBe(true);
  expect(await page.locator('figure svg a, figure svg tspan[style*="bold"]').count()).toBe(0);
  expect({ ...trouble, ran }).toEqual({ outside: [], violations: [], errors: [], ran: [] });
  await context.close();
  core.close();
}, 60_000);

test('R14 rows, columns, a chat, a file and a project of a real core with such names are text, in the grid and beside it', async () => {
  await using folder = temporaryFolder();
  const columns = texts.filter(({ kind }) => ['chart', 'event'].includes(kind)).slice(0, 6);
  const rows = texts.map(({ text, kind }, at) => ({
    text: `${at} ${text}`,
    label: kind === 'chart' ? text : kind,
    messages: [
      { role: 'user', content: text },
      { role: `assistant ${text.slice(0, 40)}`, content: text },
    ],
    ...Object.fromEntries(columns.map(column => [column.text, text])),
  }));
  const file = folder.write(`<img src=x onerror=canary()>.jsonl`, rows.map(row => JSON.stringify(row)).join('\n'));
  await using open = await openProject(join(folder.path, 'project'), { reducedMotion: 'reduce' });
  const { app, page, address, trouble } = open;
  const { ran } = arm(page.context(), page, address);
  await page.addInitScript(CANARY);
  await app.router.ask(project.rename.name, { name: '<script>canary()</script>' });
  await new Promise<void>(done => app.router.open(dataset.importFile.name, { file }, () => {}, done));
  const [imported] = (await app.router.ask(dataset.datasets.name, {})) as { id: DatasetId; rowCount: number }[];
  // Half of a surrogate pair is no text: the import says so and leaves the row out.
  expect(imported?.rowCount).toBe(texts.filter(({ text }) => text.isWellFormed()).length);
  const data = `/data/${imported?.id}`;
  await page.goto(`${address}/`);
  await page.getByText('<script>canary()</script>').first().waitFor();

  await goTo(page, data);
  const cell = page.locator('.ag-cell[col-id=".text"]');
  await expect.poll(() => cell.first().textContent()).toContain('0 <script>canary()</script>');
  const images = await page.locator('img').count();
  for (let row = 1; row < texts.length; row += 10) {
    await goTo(page, `${data}?row=${row}`);
    const panel = page.getByRole('region', { name: /^Row / });
    await panel.getByText('JSON', { exact: true }).first().click();
    const { bad } = await madeOf(page);
    expect({ row, bad, images: await page.locator('img').count() }).toEqual({ row, bad: [], images });
  }
  for (const tab of ['statistics', 'cleaning', 'duplicates', 'privacy', 'sources', 'splits', 'versions']) {
    await goTo(page, `${data}/${tab}`);
    await page.waitForTimeout(400);
    expect({ tab, ...(await madeOf(page)), parts: [] }).toEqual({ tab, parts: [], bad: [] });
  }
  expect({ ...trouble, ran, called }).toEqual({ outside: [], violations: [], errors: [], ran: [], called: [] });
}, 120_000);

test('R15 a hostile text in Monaco is text, with its mark and what the mark says', async () => {
  await using folder = temporaryFolder();
  await using open = await openProject(join(folder.path, 'project'), { reducedMotion: 'reduce' });
  const { app, page, address, trouble } = open;
  const { ran } = arm(page.context(), page, address);
  const file = folder.write('a.jsonl', JSON.stringify({ text: '<img src=x onerror=canary()> https://a.io' }));
  await new Promise<void>(done => app.router.open(dataset.importFile.name, { file }, () => {}, done));
  const [imported] = (await app.router.ask(dataset.datasets.name, {})) as { id: DatasetId }[];
  await goTo(page, `/data/${imported?.id}?row=1`);
  const panel = page.getByRole('region', { name: /^Row / });
  await panel.getByText('Edit', { exact: true }).click();
  await panel.locator('.monaco-editor .view-line').first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('{"text": <img src=x onerror=canary()> [a](javascript:canary()) }');
  const mark = panel.locator('.squiggly-error').first();
  await mark.waitFor({ state: 'attached' });
  const box = await mark.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 3, (box?.y ?? 0) + 4, { steps: 4 });
  await panel.locator('ul[aria-live] li').first().waitFor();

  expect(
    await page
      .locator('[class*="hover"] img, .monaco-editor img, [class*="hover"] a[href], ul[aria-live] li *')
      .count(),
  ).toBe(0);
  expect({ ...trouble, ran, called }).toEqual({ outside: [], violations: [], errors: [], ran: [], called: [] });
}, 60_000);
