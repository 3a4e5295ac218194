import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { MenuCommand } from '../native-bridge/contract/shell.ts';
import { temporaryFolder } from '../test/temporary.ts';
import { acceleratorOf, type MenuActs, type MenuFacts, menuTemplate } from './menu.ts';
import { say } from './messages.ts';
import { fileFor, headersFor, isOurs, isPage } from './page-files.ts';
import { memoryIn, ShellState } from './shell-state.ts';
import { fromAnywhere, linkToOpen, toOpen } from './to-open.ts';

const PAGE = join('/app', 'dist', 'renderer');

test('EL-1 an address of the page names a file of its folder, a route the page itself', () => {
  expect(fileFor(PAGE, '/assets/a.js')).toBe(join(PAGE, 'assets', 'a.js'));
  expect(fileFor(PAGE, '/runs/run_000000000001')).toBe(join(PAGE, 'index.html'));
});

test('EL-2 an address that leads out of the folder names nothing', () => {
  const outside = [
    ...['/../../secret.txt', '/%2e%2e/%2e%2e/secret.txt', '/..%2f..%2fsecret.txt', '/a%00.js', '/%E0%A4.js'],
    ...['/..%5c..%5csecret.txt', '/%252e%252e/secret.txt', '//host/share/a.js', '/C:%5csecret.txt', '/....//a.js'],
    `/${'a'.repeat(5000)}.js`,
  ];

  expect(outside.map(path => fileFor(PAGE, path)).filter(file => file !== null && !file.startsWith(PAGE))).toEqual([]);
  const refused = ['/a%00.js', '/%E0%A4.js', '/..%5c..%5csecret.txt', `/${'a'.repeat(5000)}.js`];
  expect(refused.map(path => fileFor(PAGE, path))).toEqual(Array(4).fill(null));
});

test('EL-3 only addresses of our own origin are the page', () => {
  expect(['luthier://app/', 'luthier://app/runs'].map(isPage)).toEqual([true, true]);
  const others = [
    ...['luthier://application/', 'https://app/', 'file:///app', 'luthier://app.example/', 'luthier://app@evil/'],
    ...['luthier://user:x@app/', 'luthier:app', 'javascript:alert(1)', 'data:text/html,x', 'blob:luthier://app/x'],
    ...['about:blank', ''],
  ];
  expect(others.map(isPage)).toEqual(Array(others.length).fill(false));
});

test('EL-4 the policy lets the page reach its core and nothing else, and never run a text as code', () => {
  const said = headersFor(['http://127.0.0.1:4567'])['content-security-policy'];

  expect(said).toContain("connect-src 'self' http://127.0.0.1:4567 ws://127.0.0.1:4567;");
  expect(said).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|https:|\*/);
});

test('EL-5 a link inside the folder of the page that leads out of it names nothing', () => {
  const folder = temporary();
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'secret.js'), 'secret');
  symlinkSync(join(folder, 'secret.js'), join(folder, 'page', 'a.js'));

  expect(fileFor(join(folder, 'page'), '/a.js')).toBe(null);
});

test('EL-6 the shell speaks the language of the system, English when it does not know it', () => {
  expect([say('quit', 'zh-CN'), say('quit', 'en-GB'), say('quit', 'fr')]).toEqual(['退出', 'Quit', 'Quit']);
  expect(say('jobsRun', 'en', { count: 2 })).toBe('2 jobs are running.');
});

test('EL-7 what is opened is named by an option, a folder, a file of a project or a link, and the app itself is none', () => {
  const folder = temporary();
  writeFileSync(join(folder, 'project.luthier'), '{}');
  writeFileSync(join(folder, 'mails.csv'), 'text');
  const open = (...words: string[]) => toOpen(words, folder, '/app');

  expect(open('/app', '--project', 'mine')).toEqual({
    folder: join(folder, 'mine'),
    route: '/',
    mustExist: false,
    isLink: false,
  });
  expect(open('--inspect=0', `--project=${folder}`)?.folder).toBe(folder);
  expect(open('--no-sandbox', folder)).toEqual({ folder, route: '/', mustExist: true, isLink: false });
  expect(open('project.luthier')?.folder).toBe(folder);
  expect([open('/app'), open('mails.csv'), open('nothing'), open()]).toEqual(Array(4).fill(null));
});

test('EL-8 a link opens a project of this machine at a route of the page, and nothing else', () => {
  expect(linkToOpen('luthier://open/runs/run_0?project=/home/me/spam')).toEqual({
    folder: '/home/me/spam',
    route: '/runs/run_0',
    mustExist: true,
    isLink: true,
  });
  expect(linkToOpen('luthier://open/../../etc?project=/home/me')?.route).toMatch(/^\/(etc)?$/);
  const refused = [
    ...['luthier://app/?project=/home/me', 'https://open/?project=/home/me', 'luthier://open/?project=mine', 'luthier'],
    ...['luthier://open/?project=//host/share', 'luthier://open/?project=%5C%5Chost%5Cshare', 'luthier://open/'],
  ];
  expect(refused.map(linkToOpen)).toEqual(Array(refused.length).fill(null));
});

test('EL-13 the words of a start mean the same from any folder', () => {
  const link = 'luthier://open/runs?project=/home/me/spam';
  const words = ['--no-sandbox', '/app', 'mails', '--project', 'a b', '--project=../mine', link];

  expect(fromAnywhere(words, '/home/me')).toEqual([
    ...['--no-sandbox', '/app', '/home/me/mails', '--project', '/home/me/a b', '--project=/home/mine', link],
  ]);
});

test('EL-14 beside a link no other word of a start counts, and behind the fence of Windows stands a link alone', () => {
  const folder = temporary();
  const link = 'luthier://open/runs?project=/home/me/spam';
  const asked = { folder: '/home/me/spam', route: '/runs', mustExist: true, isLink: true };
  const open = (...words: string[]) => toOpen(words, folder, null);

  expect([open('--link', link), open(link), open('--no-sandbox', link)]).toEqual([asked, asked, asked]);
  expect(open('LUTHIER://open/runs?project=/home/me/spam', `--project=${folder}`)).toEqual(asked);
  expect([open(link, `--project=${folder}`), open('--project', folder, link)]).toEqual([asked, asked]);
  const broken = [
    ...[[link, `--project=${folder}`], ['luthier://x', '--project', folder], [link, link], [link, folder], [folder]],
    ...[['--project', folder], [`--project=${folder}`], ['--link', link], ['https://open/?project=/home/me/spam'], []],
  ];
  expect(broken.map(words => open('--link', ...words))).toEqual(Array(broken.length).fill(null));
});

test('EL-9 the memory of the shell takes what fits out of a file of whatever kind', () => {
  const recent = { folder: '/a', name: 'a', openedAtMs: 1 };
  const nothing = { bounds: null, places: {}, language: null, theme: 'auto', recent: [], open: [], sealedTokens: {} };

  expect([null, 7, 'x', [], { recent: 'x', open: 7, bounds: { x: 'a' } }].map(memoryIn)).toEqual(
    Array(5).fill(nothing),
  );
  expect(memoryIn({ recent: [recent, 7, { folder: 1 }], language: 'zh-CN', theme: 'pink' })).toEqual({
    ...nothing,
    recent: [recent],
    language: 'zh-CN',
  });
});

test('EL-10 recent projects stand newest first, once each, and say when their folder is gone', async () => {
  const folder = temporary();
  const file = join(folder, 'deep', 'shell.json');
  const state = new ShellState(file);

  for (const opened of ['/gone', folder, '/gone', folder]) state.opened(opened);
  const again = await new ShellState(file).recent('/gone');

  expect(again.map(({ folder, isThere, isSample }) => [folder, isThere, isSample])).toEqual([
    [folder, true, false],
    ['/gone', false, true],
  ]);
  state.forget(folder);
  expect((await new ShellState(file).recent('/gone')).length).toBe(1);
});

test('EL-11 the menu holds the commands of the page by group, in either language, and shows keys it does not take', () => {
  const commands: MenuFacts['commands'] = [
    { id: 'go.data', title: 'Data & more', group: 'go', keys: ['Alt+1'], isPossible: true },
    { id: 'job.pause', title: 'Pause', group: 'job', keys: ['$mod+.'], isPossible: false },
  ];
  const facts: MenuFacts = { platform: 'linux', commands, recent: [], hasProject: true, isPackaged: true };
  const done: string[] = [];
  const acts = { command: (id: string) => done.push(id) } as unknown as MenuActs;
  const labels = (language: string, platform: NodeJS.Platform) =>
    menuTemplate((key, given) => say(key, language, given), { ...facts, platform }, acts).map(({ label }) => label);

  const go = menuTemplate((key, given) => say(key, 'en', given), facts, acts).find(({ label }) => label === 'Go');
  const [item] = (go?.submenu ?? []) as Electron.MenuItemConstructorOptions[];
  item?.click?.(undefined as never, undefined as never, undefined as never);

  expect(item).toMatchObject({
    label: 'Data && more',
    accelerator: 'Alt+1',
    registerAccelerator: false,
    enabled: true,
  });
  expect(done).toEqual(['go.data']);
  expect(labels('en', 'linux')).toEqual(['File', 'Edit', 'Go', 'Job', 'View', 'Window', 'Help']);
  expect(labels('zh-CN', 'darwin')).toEqual(['Luthier', '文件', '编辑', '前往', '任务', '视图', '窗口', '帮助']);
});

test('EL-14 on a Mac only keys with ⌘ or ⌃ stand in a menu, since a menu there takes the key it shows', () => {
  const keys = ['f', 'j', 'F2', 'Shift+F2', 'Alt+1', 'g d', '$mod+k', '$mod+Shift+p', 'Control+j'];
  const commands = keys.map(
    (key): MenuCommand => ({ id: `page.${key}`, title: key, group: 'page', keys: [key], isPossible: true }),
  );
  const shown = (platform: NodeJS.Platform) =>
    submenu('Page', { platform, commands }).map(({ accelerator }) => accelerator);

  expect(shown('darwin')).toEqual([...Array(6).fill(undefined), 'CmdOrCtrl+K', 'CmdOrCtrl+Shift+P', 'Ctrl+J']);
  expect(shown('win32')).toEqual([
    'F',
    'J',
    'F2',
    'Shift+F2',
    'Alt+1',
    undefined,
    'CmdOrCtrl+K',
    'CmdOrCtrl+Shift+P',
    'Ctrl+J',
  ]);
});

test('EL-15 a Mac has the menu of the app and of its windows that every app has there, the others have theirs', () => {
  const commands: MenuFacts['commands'] = [
    { id: 'go.data', title: 'Data', group: 'go', keys: ['g d'], isPossible: true },
    { id: 'go.settings', title: 'Settings', group: 'go', keys: ['$mod+,'], isPossible: true },
  ];
  const done: string[] = [];
  const acts = { about: () => done.push('about'), command: (id: string) => done.push(id) } as unknown as MenuActs;
  const words = (label: string, platform: NodeJS.Platform) =>
    submenu(label, { platform, commands }).map(({ role, label }) => role ?? label);

  const [about, , settings] = submenu('Luthier', { platform: 'darwin', commands }, acts);
  for (const item of [about, settings]) item?.click?.(undefined as never, undefined as never, undefined as never);

  expect(words('Luthier', 'darwin')).toEqual([
    ...['About Luthier', undefined, 'Settings…', undefined, 'services', undefined],
    ...['hide', 'hideOthers', 'unhide', undefined, 'quit'],
  ]);
  expect(settings?.accelerator).toBe('CmdOrCtrl+,');
  expect(done).toEqual(['about', 'go.settings']);
  expect(words('Window', 'darwin')).toEqual(['minimize', 'zoom', undefined, 'front', undefined, 'close']);
  expect(words('Window', 'linux')).toEqual(['minimize', 'close']);
  expect([words('Go', 'darwin'), words('Go', 'win32')]).toEqual([['Data'], ['Data', 'Settings']]);
  expect([words('File', 'darwin').includes('quit'), words('File', 'win32').includes('quit')]).toEqual([false, true]);
});

test('EL-16 what File has stands in no other menu, and of themes and of languages one is marked', () => {
  const of = (id: string, choice?: MenuCommand['choice']): MenuCommand => {
    const [group] = id.split('.');
    const where = group === 'welcome' ? 'page' : (group as MenuCommand['group']);
    return { id, title: id, group: where, keys: [], isPossible: true, ...(choice && { choice }) };
  };
  const commands = [
    ...[of('welcome.sample'), of('welcome.create'), of('welcome.open'), of('welcome.connect'), of('go.welcome')],
    ...[of('view.auto', { of: 'theme', isOn: false }), of('view.dark', { of: 'theme', isOn: true })],
    ...[of('view.english', { of: 'language', isOn: true }), of('view.chinese', { of: 'language', isOn: false })],
  ];
  const given = { platform: 'linux' as const, commands };

  expect(submenu('Page', given).map(({ label }) => label)).toEqual(['welcome.connect']);
  expect(submenu('Go', given)).toEqual([]);
  expect(submenu('File', given).slice(0, 2)).toMatchObject([
    { accelerator: 'CmdOrCtrl+N' },
    { accelerator: 'CmdOrCtrl+O' },
  ]);
  expect(
    submenu('View', given)
      .slice(0, 5)
      .map(({ label, type, checked }) => label && [label, type, checked]),
  ).toEqual([
    ['view.auto', 'radio', false],
    ['view.dark', 'radio', true],
    undefined,
    ['view.english', 'radio', true],
    ['view.chinese', 'radio', false],
  ]);
});

test('EL-17 Undo and Redo of the menu are asked of the page, which knows what has the focus', () => {
  const done: string[] = [];
  const acts = { command: (id: string) => done.push(id) } as unknown as MenuActs;
  const [undo, redo] = submenu('Edit', { platform: 'linux', commands: [] }, acts);
  for (const item of [undo, redo]) item?.click?.(undefined as never, undefined as never, undefined as never);

  expect(done).toEqual(['edit.undo', 'edit.redo']);
  expect([undo?.accelerator, redo?.accelerator]).toEqual(['CmdOrCtrl+Z', 'CmdOrCtrl+Shift+Z']);
});

test('EL-12 a key is written as the menu shows it; two keys in a row are not', () => {
  expect(['$mod+Shift+p', 'F6', '$mod+ArrowLeft', 'g d'].map(acceleratorOf)).toEqual([
    'CmdOrCtrl+Shift+P',
    'F6',
    'CmdOrCtrl+Left',
    null,
  ]);
});

test('EL-15 a call counts from the top of our own page in our own window, and from nowhere else', () => {
  const frame = { parent: null, url: 'luthier://app/runs' };
  expect(isOurs({ frame, isOurWindow: true })).toBe(true);

  const others = {
    'a frame in our page': { frame: { ...frame, parent: frame }, isOurWindow: true },
    'another origin': { frame: { ...frame, url: 'https://app/' }, isOurWindow: true },
    'an empty page': { frame: { ...frame, url: 'about:blank' }, isOurWindow: true },
    'a page that is gone': { frame: null, isOurWindow: true },
    'a window that is none of ours': { frame, isOurWindow: false },
  };
  expect(Object.entries(others).filter(([, asker]) => isOurs(asker))).toEqual([]);
});

test('EL-16 a window of a project begins where it was, one of any other where the last one was', () => {
  const file = join(temporary(), 'shell.json');
  const state = new ShellState(file);
  const at = (x: number) => ({ x, y: 0, width: 900, height: 700, isMaximized: false });
  for (const folder of ['/a', '/b', '/c']) state.opened(folder);
  for (const [x, folder] of [
    [1, '/a'],
    [2, '/b'],
    [3, null],
    [4, '/forgotten'],
  ] as const)
    state.leftAt(at(x), folder);

  const again = new ShellState(file);

  expect(['/a', '/b', '/c', '/forgotten', null].map(folder => again.placeOf(folder)?.x)).toEqual([1, 2, 4, 4, 4]);
  writeFileSync(file, JSON.stringify({ places: { '/a': { x: 'far' }, '/b': at(2) } }));
  expect(Object.keys(new ShellState(file).memory.places)).toEqual(['/b']);
});

/** The items of one menu of the bar. */
function submenu(
  label: string,
  given: Pick<MenuFacts, 'platform' | 'commands'>,
  acts = {} as MenuActs,
): Electron.MenuItemConstructorOptions[] {
  const facts: MenuFacts = { recent: [], hasProject: true, isPackaged: true, ...given };
  const menu = menuTemplate((key, words) => say(key, 'en', words), facts, acts).find(item => item.label === label);
  return (menu?.submenu ?? []) as Electron.MenuItemConstructorOptions[];
}

function temporary(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  return folder.path;
}
