import { readFileSync, renameSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { processesWith } from '../processes.ts';
import { until } from '../temporary.ts';
import {
  addressOf,
  answerDialogs,
  askShell,
  chooseInDialogs,
  closeWindow,
  coreOf,
  dialogsSaid,
  folder,
  hasEnded,
  inPage,
  isAlive,
  openAgain,
  openDesktop,
} from './desktop.ts';

// Two windows of two apps start side by side in some of them.
vi.setConfig({ testTimeout: 60_000 });

test('SHELL-1 the window shows the project, and the page has what the shell gives it and no Node', async () => {
  const { page, project } = await openDesktop();
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();

  const given = await page.evaluate(() => {
    const { luthier } = window as unknown as { luthier: Record<string, unknown> };
    return {
      names: Object.keys(luthier).sort(),
      kinds: [...new Set(Object.values(luthier).map(value => typeof value))].sort(),
      frozen: Object.isFrozen(luthier),
      node: [
        typeof (globalThis as Record<string, unknown>).require,
        typeof (globalThis as Record<string, unknown>).process,
      ],
      origin: location.origin,
    };
  });

  expect(given).toEqual({
    names: [
      ...['appearance', 'chooseFile', 'chooseFolder', 'closeProject', 'connect', 'connection', 'coreReady'],
      ...['createProject', 'diagnostics', 'forgetProject', 'isUnsandboxed', 'noteUnsandboxed', 'onCommand'],
      ...['openLink', 'openProject', 'openSample', 'pathOf', 'recentProjects', 'removeSample', 'showInFolder'],
    ],
    kinds: ['boolean', 'function', 'object'],
    frozen: true,
    node: ['undefined', 'undefined'],
    origin: 'luthier://app',
  });
});

test('SHELL-2 without a project the page welcomes; a new one is opened in its window, and closed to the page again', async () => {
  const { app, page, project } = await openDesktop({ args: [] });
  expect(await page.evaluate(() => (window as unknown as { luthier: { connection: null } }).luthier.connection)).toBe(
    null,
  );

  expect(await askShell(page, 'openProject', '/nowhere/at/all')).toMatchObject({
    kind: 'refused',
    error: { code: 'project.not_found' },
  });
  expect(await askShell(page, 'openProject', project), 'a folder without one').toMatchObject({
    error: { code: 'project.not_found' },
  });
  await chooseInDialogs(app, project);
  void askShell(page, 'createProject').catch(() => {});
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  const { pid } = await coreOf(project);

  void askShell(page, 'closeProject').catch(() => {});
  await until('the core is gone', () => !isAlive(pid));
  await until('the page has no core', () => isWelcome(page));
  expect(await askShell(page, 'recentProjects')).toMatchObject([{ folder: project, isThere: true }]);
});

test('SHELL-3 a file of the browser reaches the core across origins', async () => {
  const { page } = await openDesktop();
  await page.getByRole('heading', { level: 1 }).waitFor();

  const status = await page.evaluate(async () => {
    const { address, token } = window.luthier?.connection ?? { address: '', token: '' };
    const headers = { authorization: `Bearer ${token}` };
    const sent = await fetch(`${address}/upload?name=a.csv`, { method: 'POST', body: new Blob(['text\nhi']), headers });
    return sent.status;
  });

  expect(status).toBe(200);
});

test('SHELL-4 a core that is killed comes back where it was, and the page goes on without being loaded again', async () => {
  const { page, project } = await openDesktop();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => Object.assign(window, { typed: 'kept' }));
  const before = await coreOf(project);

  process.kill(before.pid, 'SIGKILL');

  const after = await coreOf(project, before.pid);
  expect([after.address, after.token]).toEqual([before.address, before.token]);
  await page.getByText('Connected').waitFor();
  expect(await page.evaluate(() => (window as unknown as { typed: string }).typed)).toBe('kept');
});

test('SHELL-5 a core that dies whenever it is started is given up with a question, and the window stays', async () => {
  const { app, page, project } = await openDesktop();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await answerDialogs(app, 1);

  let killed = 0;
  const killing = setInterval(async () => {
    const holder = await coreOf(project, killed).catch(() => null);
    if (holder === null) return;
    killed = holder.pid;
    if (isAlive(killed)) process.kill(killed, 'SIGKILL');
  }, 50);
  await until('the shell asks', async () => (await dialogsSaid(app)).length > 0, 40_000);
  clearInterval(killing);

  expect((await dialogsSaid(app))[0]).toMatchObject({ message: 'The core of Luthier has ended.' });
  await until('the page welcomes', () => isWelcome(page));
});

test('SHELL-6 closing the window stops the core, and the next start opens what was open', async () => {
  const first = await openDesktop();
  await first.page.getByRole('heading', { level: 1 }).waitFor();
  const { pid } = await coreOf(first.project);

  await first.close();
  await until('the core is gone', () => !isAlive(pid));

  const second = await openDesktop({ args: [], memory: first.memory });
  await second.page.getByRole('heading', { level: 1, name: basename(first.project) }).waitFor();
});

test('SHELL-7 a second start opens its project in the app that runs, and one that is open is shown', async () => {
  const { app, page, memory, project } = await openDesktop();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const other = folder();

  await openAgain(memory, ['--project', other]);
  await until('there are two windows', () => app.windows().length === 2);
  await coreOf(other);
  await openAgain(memory, ['--project', project]);

  await new Promise(done => setTimeout(done, 500));
  expect(app.windows().length).toBe(2);
});

test('SHELL-8 a project that cannot be opened says why, and leaves the page that welcomes', async () => {
  const project = folder();
  const first = await openDesktop({ project });
  await first.page.getByRole('heading', { level: 1 }).waitFor();

  const second = await openDesktop({ args: [] });
  expect(await askShell(second.page, 'openProject', project)).toMatchObject({
    kind: 'refused',
    error: { code: 'project.busy' },
  });
  expect(await second.page.evaluate(() => window.luthier?.connection ?? null)).toBe(null);
});

test('SHELL-9 a project is found by its file and by its folder, whatever they are called', async () => {
  const project = folder();
  const odd = `${project} 项目 🎻`;
  renameSync(project, odd);

  const { page } = await openDesktop({ project: odd });

  await page.getByRole('heading', { level: 1, name: basename(odd) }).waitFor();
  renameSync(odd, project);
});

test('SHELL-10 a page whose process dies is stood in for, and loads again with nothing lost', async () => {
  const { app, page } = await openDesktop();
  await page.getByRole('heading', { level: 1 }).waitFor();

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await until('another page stands in', async () => (await addressOf(app)).startsWith('luthier://app/stopped?'));
  expect(await inPage(app, 'document.body.innerText')).toContain('This page has stopped');
  await inPage(app, "document.querySelector('a').click()");

  await until('the page is back', async () => (await inPage(app, 'document.body.innerText')).includes('Connected'));
});

test('SHELL-11 what a second start names while the app still ends is opened by the app that starts after it', async () => {
  const { app, page, memory, project, process: first } = await openDesktop();
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  const core = await coreOf(project);
  const wanted = folder();
  await (await openSession(wanted))[Symbol.asyncDispose]();
  // A core that does not hear that it shall stop holds up the end for seconds.
  process.kill(core.pid, 'SIGSTOP');
  await closeWindow(app);
  await until('the core is waited for', async () => app.windows().length === 0);

  await openAgain(memory, [basename(wanted)], dirname(wanted));
  expect(hasEnded(first), 'it still ends').toBe(false);

  const { pid } = await coreOf(wanted);
  expect(hasEnded(first)).toBe(true);
  const all = (): number[] => processesWith(`--user-data-dir=${memory}`);
  const isShell = (each: number): boolean => !readFileSync(`/proc/${each}/cmdline`, 'utf8').includes('--type=');
  for (const each of all().filter(isShell)) process.kill(each, 'SIGTERM');
  await until('the second one is gone too', () => !isAlive(pid) && all().length === 0);
});

/** Whether the page has no project. One that is on its way to another has no answer yet. */
async function isWelcome(page: Page): Promise<boolean> {
  return await page.evaluate(() => window.luthier?.connection === null).catch(() => false);
}
