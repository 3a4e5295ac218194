import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ElectronApplication } from 'playwright-core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { processOf } from '../../native-bridge/jobs/live-job.ts';
import { isAlive as isRunning } from '../../native-bridge/jobs/process.ts';
import { processesWith } from '../processes.ts';
import { JOB_PROGRAM, putJobs, standInHome, training } from '../stand-in.ts';
import { until } from '../temporary.ts';
import {
  addressOf,
  closeWindow,
  coreOf,
  flags,
  folder,
  hasEnded,
  inPage,
  isAlive,
  openDesktop,
  shownDesktop,
} from './desktop.ts';

/** A page or a core that runs and answers nobody. */
vi.setConfig({ testTimeout: 120_000 });

/** From here on the page answers nobody. */
async function hang(app: ElectronApplication): Promise<void> {
  await inPage(app, 'void setTimeout(() => { for (;;); })');
  await pause(200);
}

test.each([
  ['its window is closed', closeWindow],
  ['the app is quit', (app: ElectronApplication) => app.evaluate(({ app }) => void setTimeout(() => app.quit()))],
  ['SIGTERM comes', async (app: ElectronApplication) => void app.process().kill('SIGTERM')],
])('HANG-1 a page that hangs holds up nobody when %s', async (_how, leave) => {
  const { app, process, project } = await shownDesktop();
  const { pid } = await coreOf(project);
  await hang(app);

  await leave(app);

  await until('the app ends', () => hasEnded(process), 12_000);
  await until('its core is gone', () => !isAlive(pid), 2000);
});

test('HANG-2 a page that hangs is asked about when it is used: it is waited for, or loaded again over the same core', async () => {
  const project = folder();
  const app = spawn(
    process.env.LUTHIER_TEST_ELECTRON ?? '',
    [...flags(folder()), join(import.meta.dirname, 'hanging-app'), '--project', project],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LUTHIER_CORE_NODE: process.execPath, HANG_ANSWERS: '0,1' },
    },
  );
  onTestFinished(() => void app.kill('SIGKILL'));
  let said = '';
  app.stdout.on('data', chunk => (said += chunk));
  const lines = () => said.split('\n').filter(line => line.startsWith('{'));
  const { pid } = await coreOf(project);

  await until('it is asked twice, and loaded again', () => lines().length >= 4, 100_000);

  const question = {
    message: 'This page does not answer.',
    buttons: ['Wait', 'Load it again', 'Close Window'],
  };
  const loaded = { loaded: 'luthier://app/' };
  expect(lines().map(line => JSON.parse(line))).toEqual([loaded, question, question, loaded]);
  expect((await coreOf(project)).pid).toBe(pid);
});

test('HANG-3 a page that stopped is loaded again where it was, or the first page of its project', async () => {
  const { app, page } = await shownDesktop();
  await page.locator('a[href="/data"]').first().click();
  await until('the page of the data', async () => (await addressOf(app)) === 'luthier://app/data');

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await until('another page stands in', async () => (await addressOf(app)).startsWith('luthier://app/stopped?'));
  const links =
    "[...document.querySelectorAll('a')].map(a => [a.textContent, a.getAttribute('href')].join(' ')).join()";
  expect(await inPage(app, links)).toBe('Load it again /data,Home /');
  await inPage(app, 'document.querySelector(\'a[href="/"]\').click()');

  await until('the first page', async () => (await addressOf(app)) === 'luthier://app/');
  await until('it is connected', async () => (await inPage(app, 'document.body.innerText')).includes('Connected'));
});

test('HANG-4 SIGTERM asks nobody about a job at work: it runs on without the app', async () => {
  const project = folder();
  const [id] = putJobs(project, [training('family', 4000)]);
  const job = join(project, 'runs', id ?? '');
  onTestFinished(() => {
    for (const pid of processesWith(job)) process.kill(pid, 'SIGKILL');
  });
  const env = { LUTHIER_HOME: standInHome(folder(), JOB_PROGRAM) };
  const { app, page, process: shell } = await openDesktop({ project, env });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await until('it runs', () => processOf(job, 1) !== null);
  const worker = processOf(job, 1);
  const { pid } = await coreOf(project);
  await hang(app);

  shell.kill('SIGTERM');

  await until('the app ends', () => hasEnded(shell), 12_000);
  await until('its core is gone', () => !isAlive(pid), 2000);
  expect(worker && isRunning(worker)).toBe(true);
});
