import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JobState, jobs, models } from '../../native-bridge/contract/index.ts';
import { random } from '../../native-bridge/core/random.ts';
import { openSession, type Session } from '../../native-bridge/hosts/session.ts';
import { isEnded } from '../../native-bridge/jobs/job-record.ts';
import { processOf } from '../../native-bridge/jobs/live-job.ts';
import { isAlive as isRunning } from '../../native-bridge/jobs/process.ts';
import { type Act, Tour } from '../acknowledged-tour.ts';
import { answerDialogs, coreOf, type Desktop, openDesktop } from '../electron/desktop.ts';
import { tinyModel } from '../installation.ts';
import { processesWith } from '../processes.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';
import { integrityOf, kill, recovered, rendererOf, wholePage } from './killed-desktop.ts';

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
  return await rendererOf(app);
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
