import type { JobKind, Stage } from '../../contract/index.ts';

/** How much of each thing the project holds. */
export interface Counts {
  readonly datasets: number;
  readonly splitDatasets: number;
  readonly versions: number;
  readonly finishedRuns: number;
  /** Trainings that wait to go on. Their last checkpoint can be evaluated and exported. */
  readonly pausedRuns: number;
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
    { id: 'training', count: counts.finishedRuns + counts.pausedRuns, target: '/runs', kind: 'train' },
    { id: 'evaluation', count: counts.evaluations, target: '/evaluations', kind: 'evaluate' },
    { id: 'attention', count: counts.attentions, target: '/attention', kind: 'attention' },
    { id: 'export', count: counts.passedExports, target: '/exports', kind: 'export' },
  ] as const;
  const isRunning = (kind: JobKind | null): boolean => kind !== null && running.has(kind);
  const next = line.findIndex(({ count, kind }) => count === 0 && !isRunning(kind));
  const stateOf = ({ id, count, kind }: (typeof line)[number], index: number): Stage['state'] => {
    if (isRunning(kind)) return 'running';
    if (id === 'training' && counts.pausedRuns > 0) return 'paused';
    if (count > 0) return 'done';
    return index === next ? 'next' : 'later';
  };
  return line.map((stage, index) => ({
    id: stage.id,
    count: stage.count,
    target: stage.target,
    state: stateOf(stage, index),
  }));
}
