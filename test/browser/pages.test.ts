import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ARTIFACTS, inaccessible, launchChromium, watch } from './chromium.ts';
import { ids } from './fake-core/made/index.ts';
import { serve, TOKEN } from './fake-core/serve.ts';

/**
 * Every page in both themes and both languages, over a core that only pretends: what is looked at here is the page
 * alone. A picture of each is kept.
 */
const FULL = {
  home: '/',
  data: '/data',
  dataset: `/data/${ids.dataset}`,
  row: `/data/${ids.dataset}?row=4&q=label:spam`,
  cleaning: `/data/${ids.dataset}/cleaning`,
  duplicates: `/data/${ids.dataset}/duplicates`,
  splits: `/data/${ids.dataset}/splits`,
  privacy: `/data/${ids.dataset}/privacy`,
  statistics: `/data/${ids.dataset}/statistics`,
  sources: `/data/${ids.dataset}/sources`,
  versions: `/data/${ids.dataset}/versions`,
  runs: '/runs',
  run: `/runs/${ids.running}`,
  evaluations: '/evaluations',
  evaluation: `/evaluations/${ids.evaluation}`,
  attention: '/attention',
  'attention-map': `/attention/${ids.attention}`,
  exports: '/exports',
  export: `/exports/${ids.export}`,
  models: '/models',
  environment: '/environment',
  settings: '/settings',
  jobs: `/jobs?job=${ids.running}`,
  help: '/help/data',
  'help-shortcuts': '/help/shortcuts',
  nowhere: '/nowhere',
};
const EMPTY = {
  home: '/',
  data: '/data',
  runs: '/runs',
  evaluations: '/evaluations',
  attention: '/attention',
  exports: '/exports',
  models: '/models',
  environment: '/environment',
  settings: '/settings',
  jobs: '/jobs',
};
const LOOKS = [
  { scheme: 'light', locale: 'en-US' },
  { scheme: 'dark', locale: 'zh-CN' },
] as const;

const cases = LOOKS.flatMap(look => [
  ...Object.entries(FULL).map(([name, path]) => ({ ...look, scenario: 'full' as const, name, path })),
  ...Object.entries(EMPTY).map(([name, path]) => ({ ...look, scenario: 'empty' as const, name, path })),
]);

let browser: Browser;
let cores: Record<'full' | 'empty', Awaited<ReturnType<typeof serve>>>;

beforeAll(async () => {
  browser = await launchChromium();
  cores = { full: await serve('full'), empty: await serve('empty') };
});

afterAll(async () => {
  await browser?.close();
  for (const core of Object.values(cores ?? {})) core.close();
});

test.each(cases)('PG-1 the $scenario page $name is whole in $scheme $locale', async ({ scheme, locale, ...at }) => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    colorScheme: scheme,
    locale,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const trouble = watch(context, page);

  await page.goto(`${cores[at.scenario].address}${at.path}#token=${TOKEN}`);
  await page.locator('main').waitFor();
  await settled(page);
  await page.screenshot({ path: join(ARTIFACTS, `page-${at.scenario}-${at.name}-${scheme}-${locale}.png`) });
  const faults = { ...trouble, wide: await isTooWide(page), cut: await cutTexts(page), axe: await inaccessible(page) };
  await context.close();

  expect(faults).toEqual({ outside: [], violations: [], errors: [], wide: false, cut: [], axe: [] });
});

/** Waits until nothing on the page says that it is loading. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main [class*="Skeleton"]') === null, null, {
    timeout: 10_000,
  });
  await page.waitForTimeout(250);
}

function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

/** Texts that do not fit where they stand and do not say so by an ellipsis. */
function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter(element => {
        const style = getComputedStyle(element);
        const isText = element.children.length === 0 && (element.textContent ?? '').trim() !== '';
        const cuts = style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis';
        return isText && cuts && element.clientWidth > 2 && element.scrollWidth > element.clientWidth + 1;
      })
      .map(element => (element.textContent ?? '').slice(0, 60)),
  );
}
