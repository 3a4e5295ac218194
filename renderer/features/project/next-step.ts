import type { Job, Project } from '../../../native-bridge/contract/index.ts';
import { isRunning } from '../jobs/index.ts';

export type Stage = Project['stages'][number];
export type StageId = Stage['id'];

/** The one thing the home page offers: follow what runs, do what comes next, or begin again with the wrong answers. */
export type NextStep =
  | { readonly kind: 'follow'; readonly job: Job }
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'again'; readonly target: string };

export function nextStep(stages: readonly Stage[], jobs: readonly Job[]): NextStep {
  const job = jobs.find(({ state }) => isRunning(state));
  if (job) return { kind: 'follow', job };

  const stage = stages.find(({ state }) => state === 'next');
  if (stage) return { kind: 'stage', stage };

  const evaluated = stages.find(({ id, state }) => id === 'evaluation' && state === 'done');
  return { kind: 'again', target: evaluated?.target ?? '/data' };
}
