import type { JobSpec, JobState } from '../contract/index.ts';
import type { JobRecord } from '../store/jobs.ts';

/** Where the folders of jobs lie in a project, by kind. */
export const FOLDERS = {
  train: 'runs',
  evaluate: 'evaluations',
  attention: 'attention',
  export: 'exports',
  perplexity: 'perplexity',
  names: 'names',
} as const;

const ENDED: readonly JobState[] = ['finished', 'failed', 'cancelled', 'interrupted'];

export function isEnded(state: JobState): boolean {
  return ENDED.includes(state);
}

/** Folder of a job, relative to the project. */
export function folderOf(spec: Pick<JobSpec, 'kind' | 'id'>): string {
  return `${FOLDERS[spec.kind]}/${spec.id}`;
}

/** The index line of a job as it is before its first attempt. */
export function recordOf(spec: JobSpec, place: number): JobRecord {
  return {
    id: spec.id,
    kind: spec.kind,
    folder: folderOf(spec),
    spec,
    runId: runOf(spec),
    state: 'queued',
    place,
    device: spec.device,
    attempt: 0,
    exitCode: null,
    error: null,
    createdAtMs: spec.createdAtMs,
    startedAtMs: null,
    endedAtMs: null,
  };
}

/** The training a job belongs to. */
function runOf(spec: JobSpec): string | null {
  if (spec.kind === 'train') return spec.id;
  return 'runId' in spec ? spec.runId : null;
}
