import type { JobAtWork } from '../native-bridge/contract/core-process.ts';

/** The jobs that hold a device right now. */
export function running(jobs: readonly JobAtWork[]): JobAtWork[] {
  return jobs.filter(({ state }) => state === 'preparing' || state === 'running' || state === 'pausing');
}
