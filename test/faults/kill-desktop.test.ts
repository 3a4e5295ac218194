import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JobState, jobs, models } from '../../native-bridge/contract/index.ts';
import { random } from '../../native-bridge/core/random.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { isEnded } from '../../native-bridge/jobs/job-record.ts';
import { processOf } from '../../native-bridge/jobs/live-job.ts';
import { isAlive as isRunning } from '../../native-bridge/jobs/process.ts';
import { holderOf } from '../../native-bridge/store/lock.ts';
import { type Act, Tour } from '../acknowledged-tour.ts';
import {
  addressOf,
  answerDialogs,
  coreOf,
  type Desktop,
  hasEnded,
  inPage,
  isAlive,
  openDesktop,
} from '../electron/desktop.ts';
import { tinyModel } from '../installation.ts';
import { processesWith } from '../processes.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';

/**
 * Each process of the desktop is killed at a random moment of a tour through it, and what was said to be done must be
 * there. `LUTHIER_KILLS` says how many rounds, `LUTHIER_KILLS_SEED` the seed of the first: a round is the same for its
 * seed, as far as machines are.
 */
const ROUNDS = Number(process.env.LUTHIER_KILLS ?? 4);
const FIRST_SEED = Number(process.env.LUTHIER_KILLS_SEED ?? 20);
const SEEDS = Array.from({ length: ROUNDS }, (_, round) => FIRST_SEED + round);

const VICTIMS = ['main', 'core', 'renderer', 'job'] as const;
type Victim = (typeof VICTIMS)[number];

/** What writers of whole files call what is not whole yet. Of checkpoints Python removes it when the run goes on. */
const UNFINISHED = /\.tmp-|\.unfinished-|\.partial$|\.draft$|\.staging$/;

let made: TemporaryFolder;

beforeAll(async () => {
  made = temporaryFolder();
  await using session = await openSession(join(made.path, 'project'));
  await session.ask(models.add, { source: { kind: 'folder', folder: tinyModel(made.path) } });
}, 60_000);

afterAll(() => made?.[Symbol.dispose]());

interface Plan {
  readonly victim: Victim;
  readonly act: Act;
  readonly afterMs: number;
}

/** Victims take turns; the moment is by chance. */
function planOf(seed: number, { acts }: Tour): Plan {
  const next = random(seed);
  const victim = VICTIMS[seed % VICTIMS.length] as Victim;
  const possible = acts.filter(({ hasJob }) => victim !== 'job' || hasJob);
  const act = possible[Math.floor(next() * possible.length)] as Act;
  return { victim, act, afterMs: next() * act.lastsMs };
}

test.each(SEEDS)(
  'FLT-36 whatever is killed at a random moment, nothing that was said to be done is lost: seed %i',
  async seed => {
    using folder = temporaryFolder();
    const project = join(folder.path, 'project');
    cpSync(join(made.path, 'project'), project, { recursive: true });
    const desktop = await openDesktop({ project, memory: join(folder.path, 'memory') });
    await wholePage(desktop);
    const tour = new Tour(folder);
    const plan = planOf(seed, tour);
    const words = `${plan.victim} ${Math.round(plan.afterMs)} ms after ${plan.act.name} began`;
    console.log(`seed ${seed}: ${words}`);

    const killed = await walkUntilKilled(tour, plan, desktop);
    const after = await recovered(desktop, plan.victim, killed);

    await wholePage(after);
    {
      await using session = await openSession(project);
      expect(session.through).not.toBeNull();
      await tour.checkAll(session);
      await checkJobs(session, plan.victim);
      await stopJobs(session);
    }
    // The shell may not have heard yet that all jobs have ended.
    await answerDialogs(after.app, 0);
    await after.close();
    await until('nothing of it is left', () => processesWith(folder.path).length === 0, 5000);
    expect(integrityOf(project)).toBe('ok');
    const files = readdirSync(project, { recursive: true }).map(String);
    expect(files.filter(name => UNFINISHED.test(name) && !name.includes('checkpoints'))).toEqual([]);
  },
  150_000,
);

/** Does one act after the other, until the victim is killed in the act that was drawn. */
async function walkUntilKilled(tour: Tour, plan: Plan, desktop: Desktop): Promise<number> {
  await using session = await openSession(desktop.project);
  for (const act of tour.acts.slice(0, tour.acts.indexOf(plan.act))) await act.do(session);
  let isKilled = false;
  const killLater = async (): Promise<number> => {
    const pid = await pidOf(plan, desktop);
    isKilled = true;
    kill(pid);
    return pid;
  };
  // Of a core that was killed the question it was asked gets no answer.
  const done = plan.act.do(session).catch(error => {
    if (!isKilled) throw error;
  });
  const [killed] = await Promise.all([killLater(), done]);
  return killed;
}

/** The process to kill, at its moment. */
async function pidOf({ victim, afterMs }: Plan, { app, process, project }: Desktop): Promise<number> {
  if (victim === 'job') {
    await until('a job runs', () => jobsIn(project).length > 0, 60_000);
    const [job] = jobsIn(project);
    // One that was to be killed after its end is killed at once: what is looked at is a job that was killed.
    for (const end = Date.now() + afterMs; job && Date.now() < end && !existsSync(job.status); ) await wait(5);
    return job?.pid ?? 0;
  }
  await wait(afterMs);
  if (victim === 'main') return process.pid ?? 0;
  if (victim === 'core') return (await coreOf(project)).pid;
  return await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
}

/** A pid of 0 would be everybody here. */
function kill(pid: number): void {
  if (pid <= 1) throw new Error(`${pid} is nobody to kill`);
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // A job may have ended in this very moment.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The desktop once it has come back: by itself, by the link of the page that stands in, or by another start. */
async function recovered(desktop: Desktop, victim: Victim, killed: number): Promise<Desktop> {
  const { app, project, memory } = desktop;
  if (victim === 'core') await coreOf(project, killed);
  if (victim === 'renderer') {
    await until('another page stands in', async () => (await addressOf(app)).startsWith('luthier://app/stopped?'));
    await inPage(app, "document.querySelector('a').click()");
  }
  if (victim !== 'main') return desktop;

  await until('the shell is gone', () => hasEnded(desktop.process));
  await until('nothing of it is left', () => processesWith(`--user-data-dir=${memory}`).length === 0, 5000);
  await until(
    'its core is gone',
    () => {
      const { pid = 0 } = holderOf(project) ?? {};
      return pid === 0 || !isAlive(pid);
    },
    5000,
  );
  return await openDesktop({ project, memory });
}

/** Waits until the page shows what it is about, and its core. */
async function wholePage({ app }: Desktop): Promise<void> {
  const look = "JSON.stringify([document.querySelector('h1')?.innerText ?? '', document.body.innerText])";
  await until('the page shows its heading and Connected', async () => {
    const seen = await inPage(app, look).catch(() => null);
    const [heading, text] = JSON.parse(seen ?? '["", ""]') as [string, string];
    return heading.includes('project') && text.includes('Connected');
  });
}

/** Fails where a job says what is not so: that it runs without a process, or that it ended as nobody wished. */
async function checkJobs(session: Session, victim: Victim): Promise<void> {
  const all = () => session.ask(jobs.jobs, {});
  await until('jobs that run have a process', async () =>
    (await all()).every(({ state, folder, attempt }) => {
      const process = processOf(join(session.folder, folder), attempt);
      return isEnded(state) || process === null || isRunning(process);
    }),
  );
  const legal: JobState[] = ['queued', 'preparing', 'running', 'finished'];
  for (const { state } of await all())
    expect([...legal, ...(victim === 'job' ? ['interrupted'] : [])]).toContain(state);
}

async function stopJobs(session: Session): Promise<void> {
  const left = async () => (await session.ask(jobs.jobs, {})).filter(({ state }) => !isEnded(state));
  for (const { id } of await left()) await session.ask(jobs.cancel, { jobId: id }).catch(() => {});
  await until('all jobs have ended', async () => (await left()).length === 0, 75_000);
}

function integrityOf(project: string): unknown {
  const db = new Sqlite(join(project, 'luthier.db'), { readonly: true });
  try {
    return db.pragma('integrity_check', { simple: true });
  } finally {
    db.close();
  }
}

interface RunningJob {
  readonly pid: number;
  /** The file that is there once it has ended. */
  readonly status: string;
}

function jobsIn(project: string): RunningJob[] {
  const folders = ['runs', 'evaluations']
    .map(kind => join(project, kind))
    .flatMap(kind => (existsSync(kind) ? readdirSync(kind).map(id => join(kind, id)) : []));
  return folders.flatMap(folder => {
    const process = processOf(folder, 1);
    return process && isRunning(process) ? [{ pid: process.pid, status: join(folder, 'status.json') }] : [];
  });
}
