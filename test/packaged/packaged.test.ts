import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { _electron } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { headersFor } from '../../electron/page-files.ts';
import { updateHost } from '../../native-bridge/core/update-host.ts';
import { holderOf } from '../../native-bridge/store/lock.ts';
import { inspect } from '../../scripts/package/contents.mjs';
import { fusesFor, readFuses } from '../../scripts/package/fuses.mjs';
import { INSTALLATION } from '../installation.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';
import { EXECUTABLE, packageApp, RESOURCES, startElectron, startPackaged, takeProposed } from './packaged-app.ts';

/** What is in the package, what nobody can make of it (R19), and whom it asks for updates. */

const ELECTRON = process.env.LUTHIER_TEST_ELECTRON ?? '';
const HELLO = join(INSTALLATION.root, 'scripts/setup/hello-app');
let folder: TemporaryFolder;
let said: string;
/** Where this package looks for updates, and what it asked there. */
let feed: Server;
const asked: (string | undefined)[] = [];

beforeAll(async () => {
  folder = temporaryFolder();
  feed = createServer((request, answer) => {
    asked.push(request.url?.split('?')[0]);
    answer.writeHead(404).end();
  });
  await new Promise<void>(done => feed.listen(0, '127.0.0.1', done));
  said = packageApp({ LUTHIER_UPDATES_URL: `http://${feedHost()}`, LUTHIER_UPDATE_KEY: 'none' });
}, 120_000);

afterAll(() => {
  feed?.close();
  folder?.[Symbol.dispose]();
});

const feedHost = (): string => `127.0.0.1:${(feed.address() as AddressInfo).port}`;

/** A home whose person has said this about the network. */
function homeWith(name: string, settings: object): string {
  const home = join(folder.path, name);
  mkdirSync(home);
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ place: INSTALLATION.home, ...settings }));
  return home;
}

test('PACK-1 only what is on the list is packaged, each part within its budget, and the sizes are printed', () => {
  const { wrong, sizes } = inspect(RESOURCES, { built: INSTALLATION.root, platform: 'linux', arch: process.arch });

  expect(wrong).toEqual([]);
  for (const part of ['app.asar', 'core', 'python-env', 'resources']) {
    expect(sizes[part]).toBeGreaterThan(0);
    expect(said).toMatch(new RegExp(`${part} +[\\d.]+ MB of [\\d.]+ MB`));
  }
});

test('PACK-3 the licences of what others made are in the package: of what is bundled in a text, of Electron beside it', () => {
  const text = readFileSync(join(RESOURCES, 'THIRD-PARTY-NOTICES.txt'), 'utf8');

  expect(text).toMatch(/^react 19\.\S+ {2}\(MIT\)$/m);
  expect(existsSync(join(RESOURCES, '..', 'LICENSES.chromium.html'))).toBe(true);
  expect(existsSync(join(RESOURCES, '..', 'LICENSE.electron.txt'))).toBe(true);
});

test('PACK-4 the package starts as a person starts it, is connected to its core and quits; one that does not says so', async () => {
  const tryStart = (executable: string) =>
    promisify(execFile)(process.execPath, [join(INSTALLATION.root, 'scripts/package/try-start.mjs'), executable], {
      env: { ...process.env, LUTHIER_CORE_NODE: process.execPath },
    });

  expect((await tryStart(EXECUTABLE)).stdout).toMatch(/^connected after [\d.]+ s$/m);
  await expect(tryStart('/bin/true')).rejects.toThrow('/bin/true: it ended with 0 before its port was there');
}, 60_000);

test('PACK-2 a source, a test, a map, another system’s binary or a path of the machine in it is found', () => {
  using packed = temporaryFolder();
  const put = (name: string, text = ''): void => {
    mkdirSync(join(packed.path, name, '..'), { recursive: true });
    packed.write(name, text);
  };
  put('core/core-entry.mjs', '//# sourceMappingURL=core-entry.mjs.map');
  put('core/core-entry.mjs.map');
  put('core/luthier.mjs', `import '${INSTALLATION.root}/native-bridge/app.ts'`);
  put('core/node_modules/better-sqlite3/prebuilds/win32-x64.node');
  put('core/node_modules/better-sqlite3/src/addon.cpp');
  put('python-env/luthier/tests/test_it.py');
  put('python-env/luthier/fine.py', 'x = 1');
  put('bench/run.ts');

  const { wrong } = inspect(packed.path, { built: INSTALLATION.root, platform: 'linux', arch: 'x64' });

  expect(wrong.sort()).toEqual([
    'bench/run.ts is a source',
    'bench/run.ts is not on the list of what is packaged',
    'core/core-entry.mjs names a source map',
    'core/core-entry.mjs.map is a source map',
    'core/luthier.mjs tells where it was built',
    'core/node_modules/better-sqlite3/prebuilds/win32-x64.node is for another system than linux-x64',
    'core/node_modules/better-sqlite3/src/addon.cpp is a source',
    'python-env/luthier/tests/test_it.py is a test',
  ]);
});

test('PACK-3 the command line of the package serves its page, and says what it needs where there is no Node', async () => {
  const luthier = join(RESOURCES, 'bin/luthier');
  const project = join(folder.path, 'served');
  const serving = spawn(luthier, ['-p', project, 'serve', '--json'], {
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, LUTHIER_HOME: INSTALLATION.home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void serving.kill());
  const [said] = await once(serving.stdout, 'data');
  const { address } = JSON.parse(String(said)) as { address: string };
  const page = await (await fetch(`${address}/`)).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
  const answer = await fetch(`${address}${script}`);

  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('javascript')]);

  using bare = temporaryFolder();
  for (const tool of ['dirname', 'readlink']) symlinkSync(`/usr/bin/${tool}`, join(bare.path, tool));
  const without = spawnSync('/bin/sh', [luthier, '--version'], { env: { PATH: bare.path }, encoding: 'utf8' });
  bare.write('node', '#!/bin/sh\necho v22.11.0\n');
  chmodSync(join(bare.path, 'node'), 0o755);
  const old = spawnSync('/bin/sh', [luthier, '--version'], { env: { PATH: bare.path }, encoding: 'utf8' });

  expect([without.status, without.stderr]).toEqual([69, expect.stringContaining('Node 22.12 or newer')]);
  expect([old.status, old.stderr]).toEqual([69, expect.stringContaining('found: v22.11.0')]);
});

test('R19-1 every fuse that the packaged binary has is set as it should be, and those it was made from were not', async () => {
  const fuses = await readFuses(EXECUTABLE);
  const wanted = Object.entries(fusesFor('linux')).filter(([name]) => name in fuses);

  expect(fuses).toEqual(Object.fromEntries(wanted));
  expect(wanted.length).toBeGreaterThanOrEqual(7);
  expect(await readFuses(ELECTRON)).toMatchObject({ RunAsNode: true, OnlyLoadAppFromAsar: false });
});

test('R19-4 what is packaged gives its page a sandbox, a context of its own, web security and no Node', async () => {
  // The packaged files in an Electron that lets one look into it: the inspector of the packaged binary is fused off.
  const archive = join(RESOURCES, 'app.asar');
  const project = join(folder.path, 'looked-into');
  const app = await _electron.launch({
    executablePath: ELECTRON,
    args: ['--no-sandbox', '--disable-gpu', `--user-data-dir=${project}-profile`, archive, '--project', project],
    env: { ...process.env, LUTHIER_CORE_NODE: process.execPath } as Record<string, string>,
  });
  onTestFinished(() => app.close());
  const dump = () =>
    app.evaluate(({ BrowserWindow, app }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as
        | { getLastWebPreferences(): Record<string, unknown> }
        | undefined;
      return contents && { ...contents.getLastWebPreferences(), runs: app.getAppPath() };
    });
  await until('it has a window', async () => (await dump()) !== undefined);

  const set: Record<string, unknown> = (await dump()) ?? {};
  expect(set).toMatchObject({
    runs: archive,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  });
  // An Electron tells some only where they are on.
  const never = [
    'nodeIntegrationInWorker',
    'navigateOnDragDrop',
    'allowRunningInsecureContent',
    'experimentalFeatures',
  ];
  expect(never.filter(name => set[name] === true)).toEqual([]);
}, 60_000);

test('R19-5 the page of the packaged app comes with its policy as a header, and has nothing of Node or Electron', async () => {
  const app = await startPackaged({
    profile: join(folder.path, 'page-profile'),
    env: { LUTHIER_HOME: join(folder.path, 'page-home') },
  });
  onTestFinished(app.end);
  await app.page.getByRole('heading', { level: 1 }).waitFor();

  const seen = await app.page.evaluate(async () => {
    const { headers } = await fetch('/');
    const globals = ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', 'global'];
    return {
      policy: headers.get('content-security-policy') ?? '',
      sniff: headers.get('x-content-type-options'),
      globals: globals.filter(name => name in window),
    };
  });

  // Word for word what the sources send while no project is open.
  expect(seen).toEqual({ policy: headersFor([])['content-security-policy'], sniff: 'nosniff', globals: [] });
  expect(seen.policy).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(seen.policy).not.toMatch(/unsafe-eval|https?:/);
}, 60_000);

/** Ways to make an Electron do something else than its app, each with how one sees that it did. */
function temptations(at: string) {
  const mark = join(folder.path, `${at}-was-here`);
  const writeMark = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`;
  const script = folder.write(`${at}.cjs`, writeMark);
  const marked = (): boolean => existsSync(mark);
  return {
    ELECTRON_RUN_AS_NODE: { env: { ELECTRON_RUN_AS_NODE: '1' }, args: [script], did: marked, writeMark },
    NODE_OPTIONS: { env: { NODE_OPTIONS: `--require=${script}` }, args: [], did: marked, writeMark },
    '--inspect': {
      env: {},
      args: ['--inspect=0'],
      did: (words: string) => words.includes('Debugger listening'),
      writeMark,
    },
    'a folder app beside the archive': { env: {}, args: [], did: marked, writeMark },
  };
}

type Temptation = keyof ReturnType<typeof temptations>;
const ALL = Object.keys({
  ELECTRON_RUN_AS_NODE: 0,
  NODE_OPTIONS: 0,
  '--inspect': 0,
  'a folder app beside the archive': 0,
}) as Temptation[];

test.each(ALL)(
  'R19-2 %s changes nothing: the packaged app opens its project',
  async name => {
    const at = `packaged-${ALL.indexOf(name)}`;
    const { env, args, did, writeMark } = temptations(at)[name];
    const app = join(RESOURCES, 'app');
    if (name === 'a folder app beside the archive') {
      mkdirSync(app);
      onTestFinished(() => rmSync(app, { recursive: true }));
      writeFileSync(join(app, 'package.json'), '{"main":"main.cjs"}');
      writeFileSync(join(app, 'main.cjs'), writeMark);
    }
    const project = join(folder.path, at);
    const electron = startElectron({
      profile: `${project}-profile`,
      args: [...args, '--project', project],
      env: { ...env, LUTHIER_HOME: homeWith(`${at}-home`, { updates: false }) },
    });
    onTestFinished(electron.end);

    await until(`the core has the project, ${electron.said()}`, () => holderOf(project) !== null, 25_000);

    expect(did(electron.said())).toBe(false);
  },
  40_000,
);

test.each(ALL.slice(0, 3))(
  'R19-3 an Electron without these fuses would do what %s says',
  async name => {
    const at = `plain-${ALL.indexOf(name)}`;
    const { env, args, did } = temptations(at)[name];
    const electron = startElectron({
      executable: ELECTRON,
      profile: join(folder.path, `${at}-profile`),
      args: [...args, HELLO],
      env,
      // As Node it runs its first argument, which is none of Chromium's flags.
      ...(name === 'ELECTRON_RUN_AS_NODE' && { flags: [] }),
    });
    onTestFinished(electron.end);

    await until('it does', () => did(electron.said()));
  },
  20_000,
);

/** Starts the app of a person who has said this about the network. An AppImage says by this variable that it is one. */
async function startAs(name: string, settings: object) {
  const home = homeWith(name, settings);
  const env = { LUTHIER_HOME: home, APPIMAGE: EXECUTABLE };
  const app = await startPackaged({ profile: join(folder.path, `${name}-profile`), env });
  onTestFinished(app.end);
  await app.page.getByRole('heading', { level: 1 }).waitFor();
  const kept = () => JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8')) as { updates?: boolean | null };
  return { app, kept };
}

/** Longer than whoever is allowed to takes to ask. */
const A_WHILE_MS = 4000;
const aWhile = () => new Promise(done => setTimeout(done, A_WHILE_MS));

test('UPDATE-1 the app asks no host for updates before the person has said so, and keeps what they say', async () => {
  asked.length = 0;
  const { app, kept } = await startAs('unasked', {});
  await aWhile();
  expect([asked, kept().updates]).toEqual([[], undefined]);

  await takeProposed(app);

  await until('the answer is kept', () => kept().updates === false);
  await aWhile();
  expect(asked).toEqual([]);
}, 60_000);

test('UPDATE-2 whoever has allowed it is looked for at the host that the package names, and nobody while offline', async () => {
  asked.length = 0;
  await startAs('offline', { updates: true, offline: true });
  await aWhile();
  expect(asked).toEqual([]);

  await startAs('allowed', { updates: true });

  await until('the feed is asked', () => asked.length > 0, A_WHILE_MS);
  expect(asked[0]).toMatch(/^\/latest-linux.*\.yml$/);
  expect(updateHost(RESOURCES)).toBe(feedHost());
}, 60_000);
