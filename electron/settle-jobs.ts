import type { CoreHears, JobAtWork } from '../native-bridge/contract/core-process.ts';
import type { Leaving } from './questions.ts';
import { running } from './running-jobs.ts';
import { keepCore } from './steady-core.ts';

/** How long jobs may take to pause or to stop; they go on after it, as ever. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 50;

/** A core that can be told what becomes of its jobs; null as long as it has not told of them. */
interface AtWork {
  readonly jobs: readonly JobAtWork[] | null;
  say(said: CoreHears): void;
}

/** Does to the jobs of a project what a person decided, and waits until it is so. */
export async function settleJobs(at: AtWork, leaving: Leaving): Promise<void> {
  if (leaving === 'keep') return;
  at.say({ kind: leaving === 'pause' ? 'pauseJobs' : 'cancelJobs' });
  const end = Date.now() + PATIENCE_MS;
  // What cannot pause runs on.
  const isSettled = () =>
    at.jobs !== null && running(at.jobs).every(({ canPause }) => leaving === 'pause' && !canPause);
  while (!isSettled() && Date.now() < end) await new Promise(done => setTimeout(done, LOOK_MS));
}

/** Stops the jobs of a project that no window is open on: they run without one. Throws `CoreDidNotStart`. */
export async function stopJobs(root: string, folder: string, log: (line: string) => void): Promise<void> {
  let jobs: readonly JobAtWork[] | null = null;
  const core = await keepCore(root, folder, log, {
    hear: said => {
      if (said.kind === 'jobs') jobs = said.jobs;
    },
    silent: () => {},
    heard: () => {},
    back: () => {},
    lost: () => {},
  });
  await core.ready;
  const at: AtWork = {
    get jobs() {
      return jobs;
    },
    say: core.say,
  };
  await settleJobs(at, 'stop');
  await core.stop();
}
