import type { Job, JobKind, JobState } from '../../../native-bridge/contract/index.ts';

const LIVE = new Set<JobState>(['queued', 'preparing', 'running', 'pausing']);
/** Kinds that keep what they have done in pieces. */
const PAUSABLE = new Set<JobKind>(['train', 'perplexity', 'names']);
const HOLDING = new Set<JobState>(['preparing', 'running', 'pausing']);

/** Whether the job will say more by itself: it waits for a device, or has one. */
export function isLive(state: JobState): boolean {
  return LIVE.has(state);
}

/** Whether the job has a device. */
export function isRunning(state: JobState): boolean {
  return HOLDING.has(state);
}

export type JobAction = 'pause' | 'resume' | 'cancel' | 'moveFirst';

/** What can be done with a job as it stands, in the order of the buttons. */
export function actionsFor({ state, kind }: Pick<Job, 'state' | 'kind'>): readonly JobAction[] {
  switch (state) {
    case 'queued':
      return ['moveFirst', 'cancel'];
    case 'preparing':
    case 'running':
      return PAUSABLE.has(kind) ? ['pause', 'cancel'] : ['cancel'];
    case 'pausing':
      return ['cancel'];
    case 'paused':
      return ['resume', 'cancel'];
    case 'interrupted':
    case 'failed':
      return ['resume'];
    case 'finished':
    case 'cancelled':
      return [];
  }
}

const PAGES = { train: '/runs', evaluate: '/evaluations', attention: '/attention', export: '/exports' } as const;

/** The page that shows what a job made. */
export function routeOf({ kind, id, datasetId }: Pick<Job, 'kind' | 'id' | 'datasetId'>): string {
  if (kind === 'perplexity') return `/data/${datasetId}/statistics`;
  return kind === 'names' ? `/data/${datasetId}/privacy` : `${PAGES[kind]}/${id}`;
}

/** Running ones first, then the queue, then what is over, the newest first. */
export function inPanelOrder(jobs: readonly Job[]): Job[] {
  const rank = ({ state }: Job): number => (isRunning(state) ? 0 : state === 'queued' ? 1 : 2);
  return [...jobs].sort((a, b) => rank(a) - rank(b) || b.createdAtMs - a.createdAtMs);
}

/** What distinguishes one picture of all jobs from the next: progress aside. */
export function statesOf(jobs: readonly Job[]): string {
  return jobs.map(({ id, state }) => `${id} ${state}`).join(',');
}

/** Seconds from start to end, or to now while it runs; null for a job that never started. */
export function secondsOf({ startedAtMs, endedAtMs }: Pick<Job, 'startedAtMs' | 'endedAtMs'>, nowMs: number) {
  return startedAtMs === null ? null : Math.max(0, ((endedAtMs ?? nowMs) - startedAtMs) / 1000);
}
