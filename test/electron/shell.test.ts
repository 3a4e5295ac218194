import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holderOf } from '../../native-bridge/store/lock.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';

/** A real Electron over a real core and an empty project. `npm test` has put the one and builds the other. */
const ROOT = join(import.meta.dirname, '../..');

let project: TemporaryFolder;
let app: ElectronApplication;
let page: Page;

beforeEach(async () => {
  const executablePath = process.env.LUTHIER_TEST_ELECTRON ?? '';
  if (!existsSync(executablePath)) throw new Error('no Electron in LUTHIER_TEST_ELECTRON: run npm test');
  project = temporaryFolder();
  app = await _electron.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', ROOT, '--project', project.path],
    env: { ...process.env, LUTHIER_CORE_NODE: process.execPath } as Record<string, string>,
  });
  page = await app.firstWindow();
  await page.getByRole('heading', { level: 1 }).waitFor();
});

afterEach(async () => {
  await app?.close();
  project?.[Symbol.dispose]();
});

test('SHELL-1 the window shows the project, and the page has the core and two dialogs and no Node', async () => {
  const given = await page.evaluate(() => ({
    title: document.querySelector('h1')?.textContent,
    names: Object.keys((window as unknown as { luthier: object }).luthier).sort(),
    frozen: Object.isFrozen((window as unknown as { luthier: object }).luthier),
    node: [
      typeof (globalThis as Record<string, unknown>).require,
      typeof (globalThis as Record<string, unknown>).process,
    ],
    origin: location.origin,
  }));

  expect(given).toEqual({
    title: project.path.split('/').at(-1),
    names: ['chooseFile', 'chooseFolder', 'connection'],
    frozen: true,
    node: ['undefined', 'undefined'],
    origin: 'luthier://app',
  });
});

test('SHELL-2 the page opens no window, gets no permission, reaches no other host, and leads nowhere else', async () => {
  const tried = await page.evaluate(async () => ({
    opened: window.open('https://example.com/'),
    permission: await Notification.requestPermission(),
    reached: await fetch('https://example.com/').then(
      () => 'reached',
      () => 'refused',
    ),
  }));
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });

  expect(tried).toEqual({ opened: null, permission: 'denied', reached: 'refused' });
  await new Promise(done => setTimeout(done, 300));
  expect(page.url()).toBe('luthier://app/');
  expect(app.windows().length).toBe(1);
});

test('SHELL-3 a file of the browser reaches the core across origins', async () => {
  const status = await page.evaluate(async () => {
    const { address, token } = (window as unknown as { luthier: { connection: { address: string; token: string } } })
      .luthier.connection;
    const headers = { authorization: `Bearer ${token}` };
    const sent = await fetch(`${address}/upload?name=a.csv`, { method: 'POST', body: new Blob(['text\nhi']), headers });
    return sent.status;
  });

  expect(status).toBe(200);
});

test('SHELL-4 a core that dies is started again when the person says so, and the page finds it', async () => {
  const before = holderOf(project.path);
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
  });

  process.kill(before?.pid ?? 0, 'SIGKILL');

  await until('another core holds the project', () => {
    const now = holderOf(project.path);
    return now !== null && now.pid !== before?.pid && now.address !== null;
  });
  await page.getByText('Connected').waitFor();
});

test('SHELL-5 closing the window stops the core', async () => {
  const { pid = 0 } = holderOf(project.path) ?? {};

  await app.close();

  await until('the core is gone', () => !isAlive(pid));
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
