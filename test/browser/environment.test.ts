import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { type SmallEnvironment, smallEnvironment } from '../small-environment.ts';
import { ARTIFACTS, inaccessible, launchChromium, watch } from './chromium.ts';

/** The page over a real core that builds a small environment with real tools: what a person does the first time. */

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const heading = (page: Page) => page.getByRole('heading', { name: /^Environment/ });

async function withPage(work: (page: Page, small: SmallEnvironment) => Promise<void>): Promise<void> {
  await using small = await smallEnvironment();
  using app = openApp(join(small.folder.path, 'project'), small.installation);
  await using serving = await serve(app, { page: join(import.meta.dirname, '../../dist/renderer') });
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const trouble = watch(context, page);
    await page.goto(serving.link);
    await page.locator('main h1').first().waitFor();
    await work(page, small);
    expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
  } finally {
    await context.close();
  }
}

test('EPG-1 the first build is a page: what was found, one button, steps with bytes, a log that stays folded', async () => {
  await withPage(async (page, small) => {
    small.index.behave('slowly');
    await page.keyboard.press('Alt+7');
    await heading(page).waitFor();
    await page.getByText('Importing, editing, cleaning and browsing work already').waitFor();
    expect(await page.getByRole('radio').count()).toBe(process.platform === 'linux' ? 2 : 1);

    await page.getByRole('button', { name: 'Build the environment' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Packages' }).and(page.locator('[aria-current=step]')).waitFor();
    await page.getByText(/ of 1\.9 MiB/).waitFor();
    await page.screenshot({ path: join(ARTIFACTS, 'environment-building.png') });
    expect(await page.getByText('Preparing packages').count()).toBe(0);
    expect(await inaccessible(page)).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Show the log' }).click();
    await page.getByLabel('Build log').waitFor();

    await page.getByText('The environment was built and checked.').waitFor({ timeout: 40_000 });
    await page.getByText('Ready', { exact: true }).waitFor();
    await page.screenshot({ path: join(ARTIFACTS, 'environment-built.png') });
  });
}, 90_000);

test('EPG-2 offline is one switch: it is said in the status bar, and the hub is refused with a sentence', async () => {
  await withPage(async (page, small) => {
    await page.keyboard.press('Control+,');
    await page.getByRole('heading', { name: /^Settings/ }).waitFor();
    await page.getByRole('switch', { name: 'Offline' }).click({ force: true });
    await page.locator('footer').getByText('Offline').waitFor();
    expect(await page.getByText('Allowed', { exact: true }).count()).toBe(0);
    await page.screenshot({ path: join(ARTIFACTS, 'settings-offline.png') });

    small.index.asked.length = 0;
    await page.keyboard.press('Alt+7');
    await page.getByText('Luthier is offline: a build can only use').waitFor();
    await page.getByRole('button', { name: 'Build the environment' }).click();
    await page.getByText('a package that the environment needs is not on this machine').waitFor();
    expect(small.index.asked).toEqual([]);
  });
}, 60_000);

test('EPG-3 going back and uninstalling ask once more, and do what they say', async () => {
  await withPage(async (page, small) => {
    await small.run({ kind: 'build', torch: 'lock', afresh: false });
    await page.keyboard.press('Alt+7');
    await page.getByRole('button', { name: 'Care' }).click();
    expect(await page.getByRole('menuitem', { name: 'Go back' }).isDisabled()).toBe(true);
    await page.screenshot({ path: join(ARTIFACTS, 'environment-care.png') });
    await page.getByRole('menuitem', { name: 'Uninstall' }).click();
    await page.getByText('Projects stay').waitFor();
    await page.screenshot({ path: join(ARTIFACTS, 'environment-uninstall.png') });
    mkdirSync(join(small.installation.home, 'desktop'), { recursive: true });
    await page.getByRole('button', { name: 'Remove all of it' }).click();
    await page.getByText('Windows, logs and recent projects of the desktop app').waitFor();
    await page.getByText('env uninstall --everything').waitFor();
    await page.screenshot({ path: join(ARTIFACTS, 'environment-uninstalled.png') });
    await page.getByRole('button', { name: 'Close' }).last().click();

    await page.getByText('Not built', { exact: true }).waitFor();
    expect((await small.handlers.state({})).state).toBe('missing');
  });
}, 60_000);
