import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Appearance, LuthierError, type RecentProject } from '../../native-bridge/contract/index.ts';
import { ARTIFACTS, inaccessible, launchChromium } from './chromium.ts';
import { openWelcome } from './fake-shell.ts';

/** What the page does before a project is open. The shell is pretended here; test/electron has the real one. */
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const HOUR = 3_600_000;
const project = (name: string, more: Partial<RecentProject> = {}): RecentProject => ({
  folder: `/home/ada/projects/${name}`,
  name,
  openedAtMs: Date.now() - HOUR,
  isThere: true,
  isSample: false,
  ...more,
});
const RECENT = [
  project('older', { openedAtMs: Date.now() - 50 * HOUR }),
  project('newest'),
  project('<img src=x onerror="throw 1">', { openedAtMs: Date.now() - 60 * HOUR, isThere: false }),
  project('sample', { openedAtMs: Date.now() - 70 * HOUR, isSample: true }),
];
const BUSY = new LuthierError('project.busy', { pid: 12, since: '10:00', address: 'http://127.0.0.1:4567' }).payload;
const LOOKS = [
  { colorScheme: 'light', locale: 'en-GB' },
  { colorScheme: 'dark', locale: 'zh-CN' },
] as const;
const SIZES = [
  { width: 720, height: 480 },
  { width: 1280, height: 800 },
  { width: 3840, height: 2160 },
] as const;

test.each(LOOKS.flatMap(look => SIZES.map(viewport => ({ ...look, viewport }))))(
  'WP-1 the welcome page is whole in $colorScheme $locale at $viewport.width pixels',
  async ({ colorScheme, locale, viewport }) => {
    await using welcome = await openWelcome(browser, { recent: RECENT }, { colorScheme, locale, viewport });
    const { page, trouble } = welcome;
    await page.getByRole('button', { name: 'newest' }).first().waitFor();

    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    await page.screenshot({ path: join(ARTIFACTS, `welcome-${viewport.width}-${colorScheme}-${locale}.png`) });
    expect({ ...trouble, wide, axe: await inaccessible(page) }).toEqual({
      outside: [],
      violations: [],
      errors: [],
      wide: false,
      axe: [],
    });
  },
);

test('WP-2 its three ways to begin are there by name and by key', async () => {
  await using welcome = await openWelcome(browser);
  const { page } = welcome;
  for (const name of ['Open the sample', 'New project', 'Open a project']) {
    await page.getByRole('button', { name }).click();
    await page.getByRole('status').filter({ hasText: 'Opening' }).waitFor({ state: 'hidden' });
  }
  for (const keys of ['Control+Shift+S', 'Control+n', 'Control+o']) await page.keyboard.press(keys);

  const asked = ['openSample', 'createProject', 'openProject'];
  await expect.poll(async () => (await welcome.calls()).map(([name]) => name)).toEqual([...asked, ...asked]);
  expect((await welcome.calls())[2]).toEqual(['openProject', null]);
});

test('WP-3 Enter opens the newest project, arrows choose another, and a missing one opens nothing', async () => {
  await using welcome = await openWelcome(browser, { recent: RECENT });
  const { page } = welcome;
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('newest');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');

  await page.getByText('Folder not found').waitFor();
  const opened = (await welcome.calls()).filter(([name]) => name === 'openProject').map(([, folder]) => folder);
  expect(opened).toEqual(['/home/ada/projects/newest', '/home/ada/projects/older']);
  expect(await page.locator('img[src="x"]').count()).toBe(0);
});

test('WP-4 Delete and a button take a project off the list, and the sample is removed as a whole', async () => {
  await using welcome = await openWelcome(browser, { recent: RECENT });
  const { page } = welcome;
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('newest');
  await page.keyboard.press('Delete');
  await expect.poll(() => page.locator('[data-project]').count()).toBe(3);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('older');
  await page.getByRole('button', { name: /^Take <img/ }).click();
  await page.getByRole('button', { name: 'Remove the sample' }).click();

  await expect.poll(() => page.locator('[data-project]').count()).toBe(1);
  expect(await welcome.calls()).toEqual([
    ['forgetProject', '/home/ada/projects/newest'],
    ['forgetProject', RECENT[2]?.folder],
    ['removeSample'],
  ]);
});

test('WP-5 why a project was not opened, or the sample not removed, is said in words with what to do', async () => {
  const refused = { kind: 'refused', error: BUSY } as const;
  const answers = { recent: RECENT, opening: refused, removal: refused };
  await using welcome = await openWelcome(browser, answers, { locale: 'zh-CN' });
  const { page } = welcome;
  await page.getByRole('button', { name: '打开项目' }).click();
  await page.getByRole('alert').getByText('该项目已在另一个 Luthier 中打开（进程 12').waitFor();
  expect(await page.getByRole('button', { name: '新建项目' }).isEnabled()).toBe(true);
  await page.getByRole('button', { name: '删除示例' }).click();
  await page.getByRole('alert').waitFor();
});

test('WP-6 the commands of the connect dialog follow the address, and a link connects', async () => {
  await using welcome = await openWelcome(browser, { opening: { kind: 'opened' } });
  const { page } = welcome;
  const token = 'ab'.repeat(32);
  await page.keyboard.press('Control+Shift+C');
  await page.getByText('luthier serve --port 4567').waitFor();
  const link = page.getByLabel('Link or address');
  await link.fill('http://gpu-box:5000/');
  await page.getByText('gpu-box is not this machine').waitFor();
  await page.getByLabel('User and machine').fill('ada@gpu-box');
  await page.getByText('ssh -N -L 5000:127.0.0.1:5000 ada@gpu-box').waitFor();
  expect(await page.getByRole('button', { name: 'Connect', exact: true }).isDisabled()).toBe(true);

  await link.fill('127.0.0.1:5001');
  await page.getByLabel('Token').fill(token);
  await page.keyboard.press('Enter');
  await page.getByText('Opening 127.0.0.1:5001').waitFor();
  expect(await welcome.calls()).toEqual([['connect', `http://127.0.0.1:5001/#token=${token}`]]);
});

test('WP-7 a folder that is dropped on the page is opened', async () => {
  await using welcome = await openWelcome(browser);
  const { page } = welcome;
  await page.getByRole('heading', { level: 1 }).waitFor();
  const data = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'reviews.luthier'));
    return data;
  });
  const target = page.getByRole('heading', { level: 1 });
  await target.dispatchEvent('dragenter', { dataTransfer: data });
  await page.getByText('Drop to open this project, or data for a new one').waitFor();
  await target.dispatchEvent('drop', { dataTransfer: data });

  await expect.poll(() => welcome.calls()).toEqual([['openProject', '/dropped/reviews.luthier']]);
  await page.getByText('Drop to open this project, or data for a new one').waitFor({ state: 'hidden' });
});

test('WP-10 data that is dropped on the page is offered a new project, which is made for it', async () => {
  const { payload } = new LuthierError('project.not_found', { folder: '/dropped/mails.csv' });
  await using welcome = await openWelcome(browser, { opening: { kind: 'refused', error: payload } });
  const { page } = welcome;
  const data = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['text,label'], 'mails.csv'));
    return data;
  });
  await page.getByRole('heading', { level: 1 }).dispatchEvent('drop', { dataTransfer: data });
  await page.getByText('mails.csv is no Luthier project.').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.getByRole('button', { name: 'New project with this data' }).click();

  const made = ['createProject', '/dropped/mails.csv'];
  await expect.poll(() => welcome.calls()).toEqual([['openProject', '/dropped/mails.csv'], made]);
});

test('WP-8 the shell hears how the page looks and what can be done, and runs it from its menu', async () => {
  await using welcome = await openWelcome(browser, {}, { locale: 'en-GB', colorScheme: 'light' });
  const { page } = welcome;
  await expect.poll(() => welcome.appearance()).not.toBe(null);
  const first = Appearance.parse(await welcome.appearance());
  expect(first).toMatchObject({ language: 'en', theme: 'auto' });
  expect(first.commands).toContainEqual({
    id: 'welcome.create',
    title: 'New project',
    group: 'page',
    keys: ['$mod+n'],
    isPossible: true,
  });
  expect(first.commands.filter(({ group }) => group === 'help').map(({ id }) => id)).toEqual([
    'help.open',
    'help.shortcuts',
    'help.diagnostics',
  ]);

  await welcome.choose('welcome.create');
  await welcome.choose('view.chinese');
  await welcome.choose('view.themeDark');
  await expect.poll(() => welcome.calls()).toEqual([['createProject']]);
  await page.getByRole('button', { name: '新建项目' }).waitFor();
  await expect.poll(async () => (await welcome.appearance())?.theme).toBe('dark');
  const second = Appearance.parse(await welcome.appearance());
  expect(second.language).toBe('zh-CN');
  expect(second.commands.find(({ id }) => id === 'welcome.create')?.title).toBe('新建项目');
});

test('WP-9 help opens without a project, links lead on, and what leads outside is left to the shell', async () => {
  await using welcome = await openWelcome(browser);
  const { page, trouble } = welcome;
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('F1');
  await page.getByRole('heading', { name: 'Getting started', level: 1 }).waitFor();
  await page.getByRole('article').getByRole('link', { name: 'leaks' }).click();
  await expect
    .poll(() => page.locator('#splits-and-leaks').evaluate(node => node.getBoundingClientRect().top))
    .toBeLessThan(120);

  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Sources and licences' }).click();
  await page.getByRole('link', { name: 'SPDX' }).first().click();
  expect(await welcome.calls()).toEqual([['openLink', 'https://spdx.org/licenses/']]);

  await page.getByLabel('Search the help').fill('tunnel token');
  await page
    .getByRole('link', { name: /Another machine/ })
    .last()
    .click();
  await page.getByRole('heading', { name: 'Another machine', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'New project' }).waitFor();
  expect(trouble).toEqual({ outside: [], violations: [], errors: [] });
});

test('WP-11 Undo of the menu takes back what is written in a field that has the focus', async () => {
  await using welcome = await openWelcome(browser);
  const { page } = welcome;
  await page.keyboard.press('Control+Shift+C');
  const field = page.getByLabel('User and machine');
  await field.fill('');
  await field.pressSequentially('ada@');
  await welcome.choose('edit.undo');
  await expect.poll(() => field.inputValue()).not.toContain('ada@');
});
