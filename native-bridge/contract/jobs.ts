import { z } from 'zod';
import { ErrorPayload } from './errors.ts';
import { DatasetId, JobId, TimeMs } from './ids.ts';
import { JobEvent } from './job.ts';
import { method, slice, stream } from './slice.ts';

export const JobState = z
  .enum(['queued', 'preparing', 'running', 'pausing', 'paused', 'finished', 'failed', 'cancelled', 'interrupted'])
  .meta({ id: 'JobState' });
export type JobState = z.infer<typeof JobState>;

export const JobKind = z
  .enum(['train', 'evaluate', 'attention', 'export', 'perplexity', 'names'])
  .meta({ id: 'JobKind' });
export type JobKind = z.infer<typeof JobKind>;

export const Job = z
  .object({
    id: JobId,
    kind: JobKind,
    title: z.string(),
    /** The dataset whose texts it reads; null for a job of another kind. */
    datasetId: DatasetId.nullable(),
    /** Relative to the project folder. */
    folder: z.string(),
    state: JobState,
    /** What keeps it in the queue: the device and the job that holds it. */
    waitsFor: z.string().nullable(),
    device: z.string(),
    attempt: z.int().nonnegative(),
    exitCode: z.int().nullable(),
    error: ErrorPayload.nullable(),
    done: z.int().nonnegative(),
    total: z.int().nonnegative(),
    etaSeconds: z.number().nullable(),
    memoryBytes: z.int().nonnegative(),
    createdAtMs: TimeMs,
    startedAtMs: TimeMs.nullable(),
    endedAtMs: TimeMs.nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof Job>;

const aJob = z.object({ jobId: JobId });

export const jobs = slice('jobs', {
  jobs: method({ input: z.object({}), output: z.array(Job), errors: [] }),
  job: method({ input: aJob, output: Job, errors: ['job.not_found'] }),
  /** The list whenever a job changes, at most a few times a second. */
  watch: stream({ input: z.object({}), event: z.array(Job) }),
  /** All events of a job from the first on, then each as it is written. */
  events: stream({ input: aJob, event: z.array(JobEvent) }),
  /**
   * Terminal text: the end of what was logged, then what comes. `skippedBytes` before a text were passed over, since more
   * came than anybody reads; all of it is in `terminal.log` of the job's folder.
   */
  terminal: stream({
    input: aJob,
    event: z.object({ text: z.string(), skippedBytes: z.int().positive().optional() }),
  }),
  resizeTerminal: method({
    input: aJob.extend({ columns: z.int().min(20).max(500), rows: z.int().min(5).max(300) }),
    output: z.null(),
    errors: ['job.not_found'],
  }),
  cancel: method({ input: aJob, output: Job, errors: ['job.not_found', 'job.wrong_state'] }),
  pause: method({ input: aJob, output: Job, errors: ['job.not_found', 'job.wrong_state'] }),
  resume: method({ input: aJob, output: Job, errors: ['job.not_found', 'job.wrong_state'] }),
  /** Puts a queued job before all others. */
  moveFirst: method({ input: aJob, output: Job, errors: ['job.not_found', 'job.wrong_state'] }),
});
