import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type JobId, jobs, type Run } from '../../native-bridge/contract/index.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { processOf } from '../../native-bridge/jobs/live-job.ts';
import { isAlive as isRunning } from '../../native-bridge/jobs/process.ts';
import { processesWith } from '../processes.ts';
import { JOB_PROGRAM, putJob, standInHome, training } from '../stand-in.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';
import { type ReadyToTrain, readyToTrain, train } from '../training-project.ts';
import {
  answerDialogs,
  closeWindow,
  coreOf,
  type Desktop,
  dialogsSaid,
  folder,
  hasEnded,
  isAlive,
  openDesktop,
} from './desktop.ts';

/** What becomes of jobs at work when the window goes: real trainings, ended by whatever was answered. */
vi.setConfig({ testTimeout: 90_000 });

/** Buttons of the question, in their order. */
const [KEEP, PAUSE, STOP, STAY] = [0, 1, 2, 3] as const;

let made: TemporaryFolder;
let ready: ReadyToTrain;

beforeAll(async () => {
  made = temporaryFolder();
  await using session = await openSession(join(made.path, 'project'));
  ready = await readyToTrain(session, made);
}, 60_000);

afterAll(() => made?.[Symbol.dispose]());

/** A desktop on a project of its own, with a training of some minutes that has taken its first steps. */
async function desktopAtWork(): Promise<Desktop & { readonly run: Run; readonly shown: () => readonly string[] }> {
  const project = folder();
  cpSync(join(made.path, 'project'), project, { recursive: true });
  const desktop = await openDesktop({ project });
  const shown = await watchOutside(desktop.app);
  await desktop.page.getByRole('heading', { level: 1 }).waitFor();
  const run = await through(project, session => train(session, ready, 'long', 2000));
  await until('it takes steps', async () => (await jobOf(project, run.id)).done > 0, 60_000);
  return { ...desktop, run, shown };
}

/** What the task bar and the system were told, in order: `bar 0.5`, `awake`, `asleep`. It outlives the app. */
async function watchOutside(app: ElectronApplication): Promise<() => readonly string[]> {
  let said = '';
  app.process().stdout?.on('data', chunk => (said += chunk));
  await app.evaluate(({ BrowserWindow, powerSaveBlocker }) => {
    const { setProgressBar } = BrowserWindow.prototype;
    BrowserWindow.prototype.setProgressBar = function shown(share, ...more) {
      console.log(`bar ${share}`);
      return setProgressBar.call(this, share, ...more);
    };
    const { start, stop } = powerSaveBlocker;
    powerSaveBlocker.start = kind => {
      console.log('awake');
      return start.call(powerSaveBlocker, kind);
    };
    powerSaveBlocker.stop = id => {
      console.log('asleep');
      return stop.call(powerSaveBlocker, id);
    };
  });
  return () => said.split('\n').filter(line => /^(bar -?[\d.]+|awake|asleep)$/.test(line));
}

const lastBar = (shown: readonly string[]) => Number(shown.findLast(line => line.startsWith('bar'))?.slice(4));
const naps = (shown: readonly string[]) => shown.filter(line => !line.startsWith('bar'));

async function through<Answer>(project: string, ask: (session: Session) => Promise<Answer>): Promise<Answer> {
  // A page is there before its core has the project: without this wait the session would take it.
  await coreOf(project);
  await using session = await openSession(project);
  expect(session.through).not.toBeNull();
  return await ask(session);
}

const jobOf = (project: string, jobId: JobId) => through(project, session => session.ask(jobs.job, { jobId }));

/** What a project without a core holds: one would start what waits. */
function leftIn(project: string): Record<string, string> {
  const db = new Sqlite(join(project, 'luthier.db'), { readonly: true });
  try {
    const lines = db.prepare<[], { id: string; state: string }>('SELECT id, state FROM jobs').all();
    return Object.fromEntries(lines.map(({ id, state }) => [id, state]));
  } finally {
    db.close();
  }
}

/** Answers what the window asks when it is closed, and waits until the app has ended. */
async function leave({ app, process, project }: Desktop, answer: number): Promise<void> {
  const { pid } = await coreOf(project);
  await answerDialogs(app, answer);
  await closeWindow(app);
  await until('the app ends', () => hasEnded(process), 40_000);
  await until('its core is gone', () => !isAlive(pid), 5000);
}

/** What the window asks when it is closed and somebody would rather stay. */
async function questionOf({ app, page }: Desktop) {
  await answerDialogs(app, STAY);
  await closeWindow(app);
  await until('it asks', async () => (await dialogsSaid(app)).length > 0);
  await page.getByText('Connected').waitFor();
  return await dialogsSaid(app);
}

test('JOBS-1 a window with a job at work asks before it closes: it stays, or the job is kept and the next start shows it, or it is stopped', async () => {
  const desktop = await desktopAtWork();
  const { project, memory, run, shown } = desktop;
  const job = join(project, 'runs', run.id);
  await until('the task bar shows how far it is', () => lastBar(shown()) > 0 && lastBar(shown()) < 1);
  expect(naps(shown())).toEqual(['awake']);

  const [question, ...more] = await questionOf(desktop);
  expect(question).toMatchObject({
    message: '“long” is running.',
    buttons: ['Keep running', 'Pause', 'Stop', 'Cancel'],
  });
  expect(question?.detail).not.toContain('queue');
  expect(more).toEqual([]);
  expect((await jobOf(project, run.id)).state).toBe('running');

  const worker = processOf(job, 1);
  await leave(desktop, KEEP);
  expect(worker && isRunning(worker)).toBe(true);

  const next = await openDesktop({ project, memory });
  const shownNext = await watchOutside(next.app);
  await until('the next start shows it', () => lastBar(shownNext()) > 0);
  expect(await jobOf(project, run.id)).toMatchObject({ state: 'running', attempt: 1 });

  await leave(next, STOP);
  expect(processesWith(job)).toEqual([]);
  expect(leftIn(project)).toEqual({ [run.id]: 'cancelled' });
  expect([lastBar(shownNext()), naps(shownNext()).at(-1)]).toEqual([-1, 'asleep']);
});

test('JOBS-2 a job that is paused keeps a checkpoint, and what waits in the queue is counted and does not begin instead', async () => {
  const desktop = await desktopAtWork();
  const { project, run, shown } = desktop;
  const waiting = await through(project, session => train(session, ready, 'waits', 2000));
  const detail = 'One more waits in the queue; it begins when the project is open again.';
  await expect.poll(async () => (await questionOf(desktop))[0]?.detail).toContain(detail);

  await leave(desktop, PAUSE);

  expect(leftIn(project)).toEqual({ [run.id]: 'paused', [waiting.id]: 'queued' });
  expect(existsSync(join(project, 'runs', waiting.id, 'process.json'))).toBe(false);
  const checkpoints = readdirSync(join(project, 'runs', run.id, 'checkpoints'));
  expect(checkpoints).toContainEqual(expect.stringMatching(/^step-\d{6}$/));
  expect([lastBar(shown()), naps(shown())]).toEqual([-1, ['awake', 'asleep']]);
});

test('R11 of a shell that is killed the core ends by itself, and its job runs on and is found by the next start', async () => {
  const project = folder();
  const env = { LUTHIER_HOME: standInHome(folder(), JOB_PROGRAM) };
  const jobId = putJob(project, training('family', 4000));
  const first = await openDesktop({ project, env });
  await first.page.getByRole('heading', { level: 1 }).waitFor();
  await through(project, session => session.ask(jobs.resume, { jobId }));
  await until('it runs', async () => (await jobOf(project, jobId)).done > 0);
  const core = await coreOf(project);

  first.process.kill('SIGKILL');
  await until('the core is gone', () => !isAlive(core.pid), 5000);
  await until('so are all windows', () => processesWith(`--user-data-dir=${first.memory}`).length === 0, 5000);
  const done = progressOf(project, jobId);
  await until('the job goes on', () => progressOf(project, jobId) > done + 10);

  const next = await openDesktop({ project, env, memory: first.memory });
  await until('it is found', async () => (await jobOf(project, jobId)).done > done);
  await through(project, session => session.ask(jobs.cancel, { jobId }));
  await until('nothing of it is alive', () => processesWith(join(project, 'runs', jobId)).length === 0, 5000);
  // The shell may not have heard yet that there is nothing to ask about.
  await answerDialogs(next.app, KEEP);
});

/** Lines that a job has said. */
function progressOf(project: string, jobId: JobId): number {
  return readFileSync(join(project, 'runs', jobId, 'events.jsonl'), 'utf8').split('\n').length;
}
