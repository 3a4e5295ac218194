import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARTIFACTS, inaccessible, launchChromium, type Trouble, watch } from './chromium.ts';
import { serve, TOKEN } from './fake-core/serve.ts';
import { goTo, lengthen, misplaced, moving, settled, tabThrough } from './looks.ts';
import { EVERY_PAGE, type Filling, type PageAt } from './pages.ts';

/**
 * Every page in both themes and both languages, over a core that only pretends: what is looked at here is the page
 * alone. A picture of each is kept in `test/artifacts/pages/<theme>-<language>/`.
 */
const SMALL = { width: 1280, height: 720 };
const LARGE = { width: 3840, height: 2160 };
const THEMES = ['light', 'dark'] as const;

let browser: Browser;
let cores: Record<Filling, Awaited<ReturnType<typeof serve>>>;

beforeAll(async () => {
  browser = await launchChromium();
  cores = { full: await serve('full'), empty: await serve('empty') };
});

afterAll(async () => {
  await browser?.close();
  for (const core of Object.values(cores ?? {})) core.close();
});

interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly trouble: Trouble;
}

/** A window of each filling, in which the pages are walked one after another. */
function windows(locale: string) {
  const open = new Map<Filling, Window>();
  beforeAll(async () => {
    for (const filling of ['full', 'empty'] as const) {
      const context = await browser.newContext({ viewport: SMALL, locale, reducedMotion: 'reduce' });
      const page = await context.newPage();
      open.set(filling, { context, page, trouble: watch(context, page) });
      await page.goto(`${cores[filling].address}/#token=${TOKEN}`);
      await settled(page);
    }
  });
  afterAll(async () => {
    for (const { context } of open.values()) await context.close();
  });
  return (filling: Filling): Window => open.get(filling) as Window;
}

/** What went wrong since it was asked last. */
const since = ({ outside, violations, errors }: Trouble) =>
  [outside, violations, errors].flatMap(list => list.splice(0));

describe.each(['en', 'zh-CN'])('in %s', language => {
  const windowOf = windows(language);

  test.each(EVERY_PAGE)(
    'PG-1 the $filling page $name is whole and legible in both themes',
    async at => {
      const { page, trouble } = windowOf(at.filling);
      const faults: Record<string, unknown> = {};
      await page.emulateMedia({ colorScheme: 'light' });
      await goTo(page, at.path);
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        await settled(page);
        await page.screenshot({ path: pictureOf(at, `${theme}-${language}`) });
        // A theme changes colours and nothing else, and what axe says of the rest is said of every language alike.
        const isFirst = theme === 'light';
        const judged = isFirst && language === 'en' ? [] : ['color-contrast'];
        faults[theme] = [
          ...(isFirst ? await misplaced(page) : []),
          ...(isFirst ? await moving(page) : []),
          ...(await inaccessible(page, 'html', judged)),
        ];
      }
      expect({ ...faults, trouble: since(trouble) }).toEqual({ light: [], dark: [], trouble: [] });
    },
    60_000,
  );
});

test('PG-0 words cut, words over words, a page too wide, a focus not seen and motion are found where they are', async () => {
  const context = await browser.newContext({ viewport: SMALL, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.setContent(`<main style="overflow: auto">
    <p style="width: 60px; overflow: hidden; white-space: nowrap">Words that are cut at the edge</p>
    <p style="width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">Words that end in dots</p>
    <p style="height: 12px; line-height: 30px; overflow: hidden">Words of which only a half is seen</p>
    <div style="width: 2000px">Words of a page too wide</div>
    <button style="outline: none">A button without a ring</button><button>A button with a ring</button>
    <p style="margin: 20px 0 -18px">One line</p><p style="margin: 0">Another line</p>
    <style>@keyframes pulse { to { opacity: 0.5 } } button { animation: pulse 1s infinite }</style>
  </main>`);

  const found = await misplaced(page);
  expect(found).toEqual([
    expect.stringContaining('MAIN scrolls sideways'),
    expect.stringContaining('cut: "Words that are cut'),
    expect.stringContaining('out of reach: "Words that end in dots'),
    expect.stringContaining('cut: "Words of which only a half'),
    expect.stringContaining('"One line" lies over "Another line"'),
  ]);
  expect(await moving(page)).toHaveLength(2);
  expect(await tabThrough(page)).toEqual([expect.stringContaining('not seen: BUTTON "A button without')]);
  await context.close();
});

describe('in a window of 3840 × 2160', () => {
  const windowOf = windows('en');

  test.each(EVERY_PAGE)('PG-2 the $filling page $name is whole', async at => {
    const { page } = windowOf(at.filling);
    await page.setViewportSize(LARGE);
    await goTo(page, at.path);
    expect(await misplaced(page)).toEqual([]);
  });
});

describe('in a language of longer words', () => {
  const windowOf = windows('en');

  test.each(EVERY_PAGE)('PG-3 the $filling page $name has room for words 40 % longer', async at => {
    const { page } = windowOf(at.filling);
    await goTo(page, at.path);
    await lengthen(page);
    await page.screenshot({ path: pictureOf(at, 'longer') });
    expect(await misplaced(page)).toEqual([]);
  });
});

describe('by keys', () => {
  const windowOf = windows('en');

  test.each(EVERY_PAGE)('PG-4 on the $filling page $name Tab shows where it is and leads through', async at => {
    const { page } = windowOf(at.filling);
    await goTo(page, at.path);
    expect(await tabThrough(page)).toEqual([]);
  });
});

function pictureOf({ filling, name }: PageAt, look: string): string {
  const path = join(ARTIFACTS, 'pages', look, `${name}${filling === 'empty' ? '-empty' : ''}.png`);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}
