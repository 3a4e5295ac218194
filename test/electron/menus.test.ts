import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Dataset, dataset, privacy } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { work } from '../session-work.ts';
import { temporaryFolder, until } from '../temporary.ts';
import {
  APP,
  answerDialogs,
  choose,
  chooseInDialogs,
  coreOf,
  dialogsSaid,
  folder,
  openAgain,
  openDesktop,
} from './desktop.ts';

/** What of the page is reached from outside of it: menus, notifications, links; and what both say in a report. */
vi.setConfig({ testTimeout: 90_000 });

interface MenuLine {
  readonly label: string;
  readonly items: readonly string[];
}

const menuBar = (app: ElectronApplication): Promise<MenuLine[]> =>
  app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).map(({ label, submenu }) => ({
      label,
      items: (submenu?.items ?? []).filter(({ type }) => type !== 'separator').map(({ label }) => label),
    })),
  );

test('MENU-1 the menus are the commands of the page in its language, and what is chosen in them is done in the page', async () => {
  const { app, page, project } = await openDesktop();
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  await choose(app, 'Go', 'Go to data');
  await page.waitForURL('luthier://app/data');
  await until('the page’s own commands', async () => (await menuBar(app)).some(({ label }) => label === 'Page'));
  const bar = await menuBar(app);
  expect(bar.map(({ label }) => label)).toEqual(['File', 'Edit', 'Page', 'Go', 'Job', 'View', 'Window', 'Help']);
  expect(bar.find(({ label }) => label === 'Page')?.items).toContain('Import a file');

  await choose(app, 'Help', 'Help for this page');
  await page.getByRole('heading', { level: 1, name: 'Data' }).waitFor();
  expect(page.url()).toContain('/help/data');

  await choose(app, 'View', 'Theme: dark');
  await until('the shell is dark', () => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource === 'dark'));
  await choose(app, 'View', 'Language: Chinese (简体中文)');
  await choose(app, '前往', '前往训练');
  await page.waitForURL('luthier://app/runs');
  const chinese = await menuBar(app);
  expect(chinese.map(({ label }) => label)).toEqual(expect.arrayContaining(['文件', '编辑', '前往', '视图', '帮助']));
  expect(chinese.flatMap(({ label, items }) => [label, ...items]).filter(label => !/[一-鿿]/.test(label))).toEqual([]);
});

test('MENU-2 who clicks on the notification of a job that has ended is at what it made', async () => {
  const { app, page, project } = await openDesktop();
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  await app.evaluate(({ Notification, BrowserWindow }) => {
    // No system shows one here, and no window is looked at: whoever hears of a click hears it at once.
    Notification.isSupported = () => true;
    Notification.prototype.on = function on(this: unknown, _event: string, clicked: () => void) {
      setTimeout(clicked, 100);
      return this;
    } as never;
    for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false;
  });
  using made = temporaryFolder();
  const file = made.write('mails.jsonl', '{"text":"Please call Sarah Connor."}\n');
  const session = await openSession(project);
  onTestFinished(() => session[Symbol.asyncDispose]());
  await session.follow(dataset.importFile, { file }, () => {});
  const [{ id: datasetId }] = (await session.ask(dataset.datasets, {})) as [Dataset];
  await work(session, privacy.findNames, { datasetId });

  await page.waitForURL(`luthier://app/data/${datasetId}/privacy`, { timeout: 60_000 });
});

test('MENU-3 a link asks before it opens the project it names, and opens it at the page it names', async () => {
  const { app, memory } = await openDesktop();
  const wanted = folder();
  await (await openSession(wanted))[Symbol.asyncDispose]();
  const link = `luthier://open/runs?project=${encodeURIComponent(wanted)}`;

  await answerDialogs(app, 1);
  await openAgain(memory, [link]);
  await until('it asks', async () => (await dialogsSaid(app)).length === 1);
  expect((await dialogsSaid(app))[0]).toMatchObject({
    message: 'Open the project that this link names?',
    detail: wanted,
  });
  expect(app.windows().length).toBe(1);

  await answerDialogs(app, 0);
  await openAgain(memory, [link]);
  await until('a second window', () => app.windows().length === 2);
  await until('it is at the page', () => app.windows().some(window => window.url() === 'luthier://app/runs'));
  expect((await coreOf(wanted)).address).not.toBe('');
});

test('MENU-4 what is copied for a report tells of core and shell, and of no folder, project or token of the person', async () => {
  const place = folder();
  const project = join(place, 'it’s our secret 项目');
  renameSync(folder(), project);
  const { app, page, memory } = await openDesktop({ project });
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  const { token, address } = await coreOf(project);
  const log = join(memory, 'logs', 'shell.log');
  await until('the log names it', () => existsSync(log) && readFileSync(log, 'utf8').includes(`core of "${project}"`));
  const copied = async (): Promise<string> => {
    let text = '';
    await until('something is copied', async () => {
      text = await app.evaluate(({ clipboard }) => clipboard.readText());
      return text !== '';
    });
    await app.evaluate(({ clipboard }) => clipboard.clear());
    return text;
  };

  await choose(app, 'Help', 'Report a problem');
  const shown = page.getByRole('dialog').locator('pre');
  await shown.waitFor();
  const fromReport = (await shown.textContent()) ?? '';
  await page.keyboard.press('Escape');
  await choose(app, 'Help', 'Copy diagnostics');
  const fromMenu = await copied();
  await choose(app, 'Go', 'Go to environment');
  await page.getByRole('button', { name: 'Copy diagnostics' }).click();
  const fromPage = await copied();

  for (const text of [fromMenu, fromReport, fromPage]) {
    expect(text).toMatch(/^Environment \w+/m);
    expect(text).toContain('Log of the shell, its last lines:');
    expect(text).toContain(address.replace(/^.*:/, ':'));
    for (const own of [homedir(), place, memory, 'secret', '项目', token]) expect(text).not.toContain(own);
  }
});

test('MENU-5 About says the versions in the language of the page, and opens the licences of what others made', async () => {
  const program = folder();
  writeFileSync(join(program, 'package.json'), '{"name":"luthier","version":"0.1.0","main":"main.cjs"}');
  writeFileSync(join(program, 'main.cjs'), `require(${JSON.stringify(join(APP, 'main.cjs'))});`);
  const notices = join(program, 'THIRD-PARTY-NOTICES.txt');
  writeFileSync(notices, 'Be kind.');
  const { app, page } = await openDesktop({ args: [], program });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await answerDialogs(app, 1);
  await app.evaluate(({ shell }) => {
    shell.openPath = async path => {
      (globalThis as unknown as { opened: string }).opened = path;
      return '';
    };
  });

  await choose(app, 'Help', 'About Luthier');

  await until('it is asked', async () => (await dialogsSaid(app)).length === 1);
  const { electron, chrome, node } = await app.evaluate(() => process.versions as unknown as Record<string, string>);
  expect((await dialogsSaid(app))[0]).toMatchObject({
    message: 'Luthier 0.1.0',
    detail: expect.stringContaining(`Electron ${electron}\nChromium ${chrome}\nNode ${node}`),
    buttons: ['Close', 'Third-party licences'],
  });
  expect(await app.evaluate(() => (globalThis as unknown as { opened: string }).opened)).toBe(notices);

  await choose(app, 'View', 'Language: Chinese (简体中文)');
  await choose(app, '帮助', '关于 Luthier');
  await until('it is asked in Chinese', async () => (await dialogsSaid(app)).length === 2);
  expect((await dialogsSaid(app))[1]).toMatchObject({ buttons: ['关闭', '第三方许可'] });
});

test('MENU-6 why the menu could not open a project is said in the language of the page', async () => {
  const { app, page } = await openDesktop({ args: [] });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await answerDialogs(app, 0);
  const empty = folder();
  await choose(app, 'View', 'Language: Chinese (简体中文)');
  await until('the menu follows', async () => (await menuBar(app)).some(({ label }) => label === '文件'));
  await app.evaluate(
    ({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    },
    join(empty, 'gone'),
  );

  await choose(app, '文件', '打开项目…');

  await until('it is said', async () => (await dialogsSaid(app)).length === 1);
  expect((await dialogsSaid(app))[0]).toMatchObject({
    message: '无法打开该项目',
    detail: `${join(empty, 'gone')} 中没有 Luthier 项目。\n\n请选择包含 luthier.db 的文件夹，或在此新建项目。`,
    buttons: ['关闭'],
  });
});

test('MENU-7 a project that the menu could not open leaves no window behind', async () => {
  const { app, page, project } = await openDesktop();
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  await answerDialogs(app, 0);
  const damaged = folder();
  writeFileSync(join(damaged, 'luthier.db'), 'no database');
  await chooseInDialogs(app, damaged);

  await choose(app, 'File', 'Open Project…');

  await until('it is said', async () => (await dialogsSaid(app)).length === 1);
  expect((await dialogsSaid(app))[0]).toMatchObject({ message: 'The project cannot be opened' });
  const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(one => one.getTitle()));
  expect(await windows()).toEqual([`${basename(project)} – Luthier`]);
});
