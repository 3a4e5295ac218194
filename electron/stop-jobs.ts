import type { JobAtWork } from '../native-bridge/contract/core-process.ts';
import { running } from './project-window.ts';
import { keepCore } from './steady-core.ts';

const PATIENCE_MS = 30_000;

/** Stops the jobs of a project that no window is open on: they run without one. Throws `CoreDidNotStart`. */
export async function stopJobs(root: string, folder: string, log: (line: string) => void): Promise<void> {
  let jobs: readonly JobAtWork[] | null = null;
  const core = await keepCore(root, folder, log, {
    hear: said => {
      if (said.kind !== 'jobs') return;
      if (jobs === null && running(said.jobs).length > 0) core.say({ kind: 'cancelJobs' });
      jobs = said.jobs;
    },
    back: () => {},
    lost: () => {},
  });
  await core.ready;
  const end = Date.now() + PATIENCE_MS;
  const isQuiet = (): boolean => jobs !== null && running(jobs).length === 0;
  while (!isQuiet() && Date.now() < end) await new Promise(done => setTimeout(done, 50));
  await core.stop();
}
