import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { DESKTOP_ORIGIN, jobs } from '../../native-bridge/contract/index.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { INSTALLATION } from '../installation.ts';
import { JOB_PROGRAM, putJob, standInHome, stateOf, training } from '../stand-in.ts';
import { until } from '../temporary.ts';
import {
  answerDialogs,
  askShell,
  choose,
  type Desktop,
  dialogsSaid,
  folder,
  openDesktop,
  shownDesktop,
} from './desktop.ts';

/** What of the shell is the system's: tray, zoom, dialogs for files, the keychain. */
vi.setConfig({ testTimeout: 90_000 });

test('NATIVE-1 the tray lists the jobs at work, and a click on one shows its window at its page', async () => {
  const project = folder();
  const env = { LUTHIER_HOME: standInHome(folder(), JOB_PROGRAM) };
  const jobId = putJob(project, training('family', 4000));
  const { app, page } = await openDesktop({ project, env });
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  // Where the test fails, its window asks what becomes of the job.
  await answerDialogs(app, 2);
  await app.evaluate(({ Menu }) => {
    const { buildFromTemplate } = Menu;
    Menu.buildFromTemplate = template => {
      const menu = buildFromTemplate(template);
      if (template.some(({ label }) => label === 'Show Luthier')) Object.assign(globalThis, { tray: menu });
      return menu;
    };
  });
  const tray = () =>
    app.evaluate(() =>
      (globalThis as unknown as { tray?: Electron.Menu }).tray?.items.map(({ label, type }) =>
        type === 'separator' ? '-' : label,
      ),
    );
  const session = await openSession(project);
  onTestFinished(() => session[Symbol.asyncDispose]());
  await session.ask(jobs.resume, { jobId });

  const line = expect.stringMatching(/^family {2}[1-9]\d* %$/);
  await expect.poll(tray, { timeout: 30_000 }).toEqual([line, '-', 'Show Luthier', 'Quit']);

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await app.evaluate(() =>
    (globalThis as unknown as { tray: Electron.Menu }).tray.items[0]?.click(
      undefined as never,
      undefined,
      undefined as never,
    ),
  );
  await page.waitForURL(`luthier://app/runs/${jobId}`);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);

  await session.ask(jobs.cancel, { jobId });
  await until('it has ended', async () => (await stateOf(session, jobId)) === 'cancelled');
});

test('NATIVE-2 the page is zoomed by the menu and by keys, and is as large again at the next start', async () => {
  const first = await shownDesktop();
  const level = ({ app }: Desktop) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel());
  const press = (keyCode: string, ...modifiers: ('control' | 'shift')[]) =>
    first.app.evaluate(
      ({ BrowserWindow }, [keyCode, modifiers]) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.focus();
        for (const type of ['keyDown', 'keyUp'] as const) {
          contents?.sendInputEvent({ type, keyCode: keyCode as string, modifiers: modifiers as ['control'] });
        }
      },
      [keyCode, modifiers] as const,
    );

  await choose(first.app, 'View', 'Zoom In');
  await expect.poll(() => level(first)).toBe(0.5);
  await press('=', 'control', 'shift');
  await expect.poll(() => level(first)).toBe(1);
  await press('=', 'control');
  await expect.poll(() => level(first)).toBe(1.5);
  await press('-', 'control');
  await expect.poll(() => level(first)).toBe(1);
  expect(await first.page.evaluate(() => devicePixelRatio)).toBeGreaterThan(1.1);
  await first.close();

  const next = await openDesktop({ args: [], memory: first.memory });
  await next.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await level(next)).toBe(1);
  await choose(next.app, 'View', 'Actual Size');
  await expect.poll(() => level(next)).toBe(0);
});

test('NATIVE-3 About names the version and what it is built on', async () => {
  const { app } = await shownDesktop();
  await answerDialogs(app, 0);

  await choose(app, 'Help', 'About Luthier');

  await until('it is shown', async () => (await dialogsSaid(app)).length === 1);
  const [about] = await dialogsSaid(app);
  const version = await app.evaluate(({ app }) => app.getVersion());
  const { electron, chrome, node } = await app.evaluate(() => process.versions);
  expect(about?.message).toBe(`Luthier ${version}`);
  expect(about?.detail?.split('\n').slice(-3)).toEqual([`Electron ${electron}`, `Chromium ${chrome}`, `Node ${node}`]);
});

test('NATIVE-4 files and folders are chosen in dialogs of the system above the window that asked, and closing one changes nothing', async () => {
  const { app, page, project } = await shownDesktop();
  await app.evaluate(({ dialog, BrowserWindow }) => {
    const kept = Object.assign(globalThis as unknown as { shown: unknown[]; answer: string | null }, {
      shown: [],
      answer: null,
    });
    const note = (kind: string, given: unknown[]): void => {
      const isAbove = given[0] === BrowserWindow.getAllWindows()[0];
      const { properties, title, buttonLabel, defaultPath } = given.at(-1) as Record<string, unknown>;
      kept.shown.push({ kind, isAbove, ...(kind === 'open' ? { properties } : { title, buttonLabel, defaultPath }) });
    };
    dialog.showOpenDialog = async (...given: unknown[]) => {
      note('open', given);
      return { canceled: kept.answer === null, filePaths: kept.answer === null ? [] : [kept.answer] };
    };
    dialog.showSaveDialog = async (...given: unknown[]) => {
      note('save', given);
      return { canceled: true, filePath: '' };
    };
  });
  const shown = () => app.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown);
  const answer = (path: string | null) =>
    app.evaluate((_, path) => void Object.assign(globalThis, { answer: path }), path);

  expect([await askShell(page, 'chooseFile'), await askShell(page, 'chooseFolder')]).toEqual([null, null]);
  await answer('/home/me/mails.csv');
  expect(await askShell(page, 'chooseFile')).toBe('/home/me/mails.csv');
  await answer(null);
  await choose(app, 'File', 'Open Project…');
  await choose(app, 'File', 'New Project…');
  await until('all were shown', async () => (await shown()).length === 5);

  const file = { kind: 'open', isAbove: true, properties: ['openFile'] };
  expect(await shown()).toEqual([
    file,
    { ...file, properties: ['openDirectory'] },
    file,
    { ...file, properties: ['openDirectory', 'createDirectory'] },
    { kind: 'save', isAbove: true, title: 'New project', buttonLabel: 'Create', defaultPath: expect.any(String) },
  ]);
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  expect(app.windows().length).toBe(1);
});

/** Back to the welcome page, and until it is there. */
async function closed({ page }: Desktop): Promise<void> {
  void askShell(page, 'closeProject').catch(() => {});
  await until('the page welcomes', () => page.evaluate(() => window.luthier?.connection === null).catch(() => false));
}

/** A core as on another machine, and the shell's memory after it was connected to. */
async function connected({ app, page, memory }: Desktop) {
  const stack = new AsyncDisposableStack();
  onTestFinished(() => stack.disposeAsync());
  const remote = stack.use(openApp(join(folder(), 'remote'), INSTALLATION));
  const { address, token, link } = stack.use(await serve(remote, { page: null, origins: [DESKTOP_ORIGIN] }));
  void askShell(page, 'connect', link).catch(() => {});
  await until('the window is of the other machine', () =>
    app.evaluate(
      ({ BrowserWindow }, host) => BrowserWindow.getAllWindows()[0]?.getTitle().includes(host) ?? false,
      new URL(address).host,
    ),
  );
  await page.getByText('Connected').waitFor();
  const kept = () => readFileSync(join(memory, 'shell.json'), 'utf8');
  return {
    address,
    token,
    kept,
    sealed: () => (JSON.parse(kept()) as { sealedTokens: Record<string, string> }).sealedTokens,
  };
}

test('NATIVE-5 a system without a keychain keeps no token of another machine, and says so when it is opened again', async () => {
  const desktop = await openDesktop({ args: ['--password-store=basic'] });
  const { address, token, kept, sealed } = await connected(desktop);

  expect([sealed(), kept().includes(token)]).toEqual([{}, false]);
  await closed(desktop);
  expect(await askShell(desktop.page, 'openProject', address)).toMatchObject({
    kind: 'refused',
    error: { code: 'remote.forgotten' },
  });
});

test('NATIVE-6 a token of another machine is kept sealed alone, opens it again, and goes with its line in the list', async () => {
  const desktop = await openDesktop({ args: ['--password-store=basic'] });
  const { app, page } = desktop;
  // No machine of tests has a keychain: this stands in for its seal.
  await app.evaluate(({ safeStorage }) => {
    const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map(byte => byte ^ 0x5a));
    safeStorage.isEncryptionAvailable = () => true;
    safeStorage.encryptString = text => turned(Buffer.from(text));
    safeStorage.decryptString = sealed => turned(sealed).toString();
  });
  const { address, token, kept, sealed } = await connected(desktop);

  expect(Object.keys(sealed())).toEqual([address]);
  expect(kept()).not.toContain(token);
  expect(Buffer.from(sealed()[address] ?? '', 'base64').toString('latin1')).not.toContain(token);
  await closed(desktop);
  void askShell(page, 'openProject', address).catch(() => {});
  await page.getByText('Connected').waitFor();

  await askShell(page, 'forgetProject', address);
  expect(sealed()).toEqual({});
});
