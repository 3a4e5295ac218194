import type { JobKind, Stage } from '../../contract/index.ts';

/** How much of each thing the project holds. */
export interface Counts {
  readonly datasets: number;
  readonly splitDatasets: number;
  readonly versions: number;
  readonly finishedRuns: number;
  readonly evaluations: number;
  readonly attentions: number;
  readonly passedExports: number;
}

/** The loop as a picture: what is done, what runs, and the one thing that comes next. */
export function stagesOf(counts: Counts, running: ReadonlySet<JobKind>): Stage[] {
  const line = [
    { id: 'data', count: counts.datasets, target: '/data', kind: null },
    { id: 'split', count: counts.splitDatasets, target: '/data', kind: null },
    { id: 'version', count: counts.versions, target: '/data', kind: null },
    { id: 'training', count: counts.finishedRuns, target: '/runs', kind: 'train' },
    { id: 'evaluation', count: counts.evaluations, target: '/evaluations', kind: 'evaluate' },
    { id: 'attention', count: counts.attentions, target: '/attention', kind: 'attention' },
    { id: 'export', count: counts.passedExports, target: '/exports', kind: 'export' },
  ] as const;
  const next = line.findIndex(({ count, kind }) => count === 0 && !(kind !== null && running.has(kind)));
  return line.map(({ id, count, target, kind }, index) => ({
    id,
    count,
    target,
    state: kind !== null && running.has(kind) ? 'running' : count > 0 ? 'done' : index === next ? 'next' : 'later',
  }));
}
