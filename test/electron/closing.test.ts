import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { until } from '../temporary.ts';
import { answerDialogs, askShell, coreOf, dialogsSaid, folder, openAgain, shownDesktop } from './desktop.ts';

/** What is opened while a project is on its way out: its core takes its time. */
vi.setConfig({ testTimeout: 120_000 });

/** Title and address of each window, the oldest first. */
const windowsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .sort((a, b) => a.id - b.id)
      .map(window => `${window.getTitle()} ${window.webContents.getURL()}`),
  );

/** Stops the core where it stands: it does not end when it is told to, and is killed after a while. */
async function slowCore(project: string): Promise<number> {
  const { pid } = await coreOf(project);
  process.kill(pid, 'SIGSTOP');
  return pid;
}

test('CLOSING-1 a project that is opened again while it is closed opens when its core is gone', async () => {
  const { app, page, project, memory } = await shownDesktop();
  await answerDialogs(app, 0);
  const slow = await slowCore(project);
  void askShell(page, 'closeProject').catch(() => {});

  await openAgain(memory, ['--project', project]);

  await coreOf(project, slow);
  await until('the page is back', async () => (await windowsOf(app)).join() === `${title(project)} luthier://app/`);
  await page.getByRole('heading', { level: 1, name: basename(project) }).waitFor();
  expect(await dialogsSaid(app)).toEqual([]);
});

test('CLOSING-2 a window whose project is closed is nobody else’s before it welcomes', async () => {
  const { app, page, project, memory } = await shownDesktop();
  const other = folder();
  await slowCore(project);
  void askShell(page, 'closeProject').catch(() => {});

  await openAgain(memory, ['--project', other]);

  await coreOf(other);
  await until(
    'each window shows its own',
    async () => (await windowsOf(app)).join() === `Luthier luthier://app/,${title(other)} luthier://app/`,
    20_000,
  );
  await until('the first one welcomes', () =>
    page.evaluate(() => window.luthier?.connection === null).catch(() => false),
  );
});

test('CLOSING-3 a window that is closed while its project is closed leaves no error', async () => {
  const { app, page, project, memory } = await shownDesktop();
  await answerDialogs(app, 0);
  const other = folder();
  await openAgain(memory, ['--project', other]);
  await coreOf(other);
  const slow = await slowCore(project);
  void askShell(page, 'closeProject').catch(() => {});
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.fromId(1)?.close());
  await until('it is closed', async () => (await windowsOf(app)).length === 1);

  await openAgain(memory, ['--project', project]);

  await coreOf(project, slow);
  await until('both are open', async () => (await windowsOf(app)).length === 2);
  expect(await dialogsSaid(app)).toEqual([]);
  expect(readFileSync(join(memory, 'logs', 'shell.log'), 'utf8')).not.toContain('bug shell');
});

const title = (project: string) => `${basename(project)} – Luthier`;
