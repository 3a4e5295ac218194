import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';
import { serve, TOKEN } from './fake-core/serve.ts';

/** What a person sees when a page of ours throws: it is made to by an answer that no core would give. */
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** A window over a core whose answers can be spoiled while it runs. */
async function openOver(spoil: (value: unknown) => unknown, locale = 'en-GB') {
  const core = { spoil };
  const server = await serve('full', { change: value => core.spoil(value) });
  const context = await browser.newContext({ locale, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const said: string[] = [];
  page.on('console', message => said.push(message.text()));
  return {
    core,
    page,
    said,
    goTo: (path: string) => page.goto(`${server.address}${path}#token=${TOKEN}`),
    [Symbol.asyncDispose]: async () => {
      await context.close();
      server.close();
    },
  };
}

const asIs = (value: unknown): unknown => value;
const holds = (value: unknown, key: string): boolean => typeof value === 'object' && value !== null && key in value;
/** Models with an architecture that cannot be drawn; the palette, which names them too, needs their names alone. */
const brokenModels = (value: unknown): unknown =>
  Array.isArray(value) && value.some(each => holds(each, 'architecture'))
    ? value.map(each => ({ ...each, architecture: {} }))
    : value;
/** The project of the header: no name, no stages. */
const brokenProject = (value: unknown): unknown => (holds(value, 'stages') ? { name: {} } : value);

test('EB-1 a page that throws says so, the window lives on, and what is mended is shown again', async () => {
  await using open = await openOver(brokenModels);
  const { page, core, said } = open;
  await open.goTo('/models');
  const failure = page.getByRole('alert').filter({ hasText: 'This page could not be shown' });
  await failure.waitFor();

  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search commands' }).fill('Go to data');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Data', level: 1 }).waitFor();
  expect(await failure.count()).toBe(0);

  await page.getByRole('navigation').getByRole('link', { name: 'Models' }).click();
  await failure.getByRole('button', { name: 'Copy report' }).click();
  await failure.getByText('Copied').waitFor();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain('Luthier could not draw a page\nroute: models\nError');
  expect(report).toContain('Node 24');
  expect(said.join('\n')).toContain('Luthier could not draw a page\nroute: models\nError');

  core.spoil = asIs;
  await failure.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Models', level: 1 }).waitFor();
});

test('EB-2 the way home leads out of a page that throws', async () => {
  await using open = await openOver(brokenModels, 'zh-CN');
  await open.goTo('/models');
  await open.page.getByRole('alert').getByRole('button', { name: '返回首页' }).click();
  await open.page.getByRole('heading', { level: 1 }).waitFor();
  expect(new URL(open.page.url()).pathname).toBe('/');
});

test('EB-3 where the frame itself throws, the window says so instead of being empty', async () => {
  await using open = await openOver(brokenProject);
  await open.goTo('/data');
  const failure = open.page.getByRole('alert').filter({ hasText: 'Luthier could not show this window' });
  await failure.getByRole('button', { name: 'Copy report' }).waitFor();

  open.core.spoil = asIs;
  await failure.getByRole('button', { name: 'Try again' }).click();
  await open.page.getByRole('heading', { name: 'Data', level: 1 }).waitFor();
});
