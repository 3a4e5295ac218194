import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DatasetId, type JobSpec, LuthierError } from '../contract/index.ts';
import type { JobTable } from '../store/jobs.ts';
import type { RunningWork } from '../store/work.ts';
import { folderOf, isEnded } from './job-record.ts';
import type { JobQueue } from './queue.ts';

/** A job that reads texts of a dataset from a file that was written for it. */
export type TextJob = Extract<JobSpec, { readonly textsPath: string }>;
export type TextJobOf<Kind extends TextJob['kind']> = Extract<TextJob, { readonly kind: Kind }>;

export interface OpenJob<Job extends TextJob> {
  readonly spec: Job;
  readonly stopped: boolean;
}

/** Jobs of a kind that wait or run, and those that were stopped and can go on, the newest first. */
export function openJobs<Kind extends TextJob['kind']>(
  { jobs, project }: { readonly jobs: JobTable; readonly project: string },
  kind: Kind,
  datasetId: DatasetId,
): OpenJob<TextJobOf<Kind>>[] {
  return jobs.ofKind(kind).flatMap(({ spec, state }) => {
    if (!isOf(spec, kind) || spec.datasetId !== datasetId || state === 'finished') return [];
    const stopped = isEnded(state) || state === 'paused';
    return stopped && !existsSync(join(project, spec.textsPath)) ? [] : [{ spec, stopped }];
  });
}

function isOf<Kind extends TextJob['kind']>(spec: JobSpec, kind: Kind): spec is TextJobOf<Kind> {
  return spec.kind === kind;
}

export interface Start<Job extends TextJob> {
  readonly job: Job;
  readonly project: string;
  /** One for the same that is on its way or was stopped: it goes on instead. */
  readonly begun: OpenJob<Job> | undefined;
  readonly queue: Pick<JobQueue, 'add' | 'resume'>;
  /** Resolves when what earlier jobs found is known. */
  settled(): Promise<void>;
  /** Writes the texts that are still to be read. */
  write(job: Job): RunningWork<{ rows: number }>;
}

/**
 * Writes the texts of a job and hands it to the queue; without a text there is no job. Stopped before it is queued,
 * nothing of it stays.
 */
export function startTextJob<Job extends TextJob>(
  plan: () => Start<Job>,
): RunningWork<{ jobId: Job['id'] | null; rows: number }> {
  let texts: RunningWork<{ rows: number }> | null = null;
  let stopped = false;
  const goOn = (id: Job['id']): void => {
    if (stopped) throw new LuthierError('job.cancelled', { id });
  };
  const answer = async () => {
    const { job, project, begun, queue, settled, write } = plan();
    if (begun !== undefined) {
      const { id, rows } = begun.spec;
      if (begun.stopped) await queue.resume(id, () => goOn(id));
      return { jobId: id, rows };
    }
    await settled();
    goOn(job.id);
    texts = write(job);
    const { rows } = await texts.answer;
    if (rows === 0) return { jobId: null, rows };
    try {
      await queue.add({ ...job, rows }, () => goOn(job.id));
    } catch (error) {
      rmSync(join(project, folderOf(job)), { recursive: true, force: true });
      throw error;
    }
    return { jobId: job.id, rows };
  };
  return {
    answer: answer(),
    [Symbol.dispose]: () => {
      stopped = true;
      texts?.[Symbol.dispose]();
    },
  };
}
