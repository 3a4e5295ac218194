import { type ErrorCode, type Job, type JobEvent, type JobId, jobs, LuthierError } from '../../contract/index.ts';
import type { Session } from '../session.ts';
import { duration, type Output } from './output.ts';

/**
 * Shows a job until it ends and returns it. Ctrl-C cancels the job; a second one leaves it running.
 * Throws the job's own error when it failed, `job.cancelled` when it was cancelled.
 */
export async function followJob(session: Session, out: Output, id: JobId, title: string): Promise<Job> {
  const line = out.progress(title);
  const leave = new AbortController();
  let interrupts = 0;
  const onInterrupt = (): void => {
    interrupts += 1;
    if (interrupts > 1) {
      leave.abort();
      return;
    }
    line.update(0, 1, 'stopping; Ctrl-C again leaves it running');
    session.ask(jobs.cancel, { jobId: id }).catch(() => leave.abort());
  };
  process.on('SIGINT', onInterrupt);
  try {
    let done = 0;
    let total = 1;
    let note = 'waiting for its device';
    await session.follow(
      jobs.events,
      { jobId: id },
      events => {
        for (const event of events) {
          note = noteOf(event) ?? note;
          if (event.kind === 'started') total = event.total;
          if (event.kind === 'progress') {
            done = event.done;
            line.update(done, event.total, `${note}${etaOf(event.etaSeconds)}`);
          } else if (event.kind === 'stage') line.update(done, total, note);
        }
      },
      leave.signal,
    );
    const job = await session.ask(jobs.job, { jobId: id });
    line.end(job.state === 'finished' ? `done in ${duration(secondsOf(job))}` : job.state);
    if (job.state === 'failed' || job.state === 'interrupted') throw errorOf(job);
    if (job.state === 'cancelled') throw new LuthierError('job.cancelled', { id });
    return job;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

/** How long a job has been at work, from its first start to its end. */
export function secondsOf({ startedAtMs, endedAtMs }: Job): number {
  return startedAtMs === null ? 0 : Math.max(0, (endedAtMs ?? Date.now()) - startedAtMs) / 1000;
}

function noteOf(event: JobEvent): string | null {
  if (event.kind === 'stage') return event.says;
  if (event.kind === 'metric' && event.name === 'train/loss') return `loss ${event.value.toFixed(3)}`;
  return null;
}

function etaOf(seconds: number | null): string {
  return seconds === null ? '' : `, ${duration(seconds)} left`;
}

function errorOf(job: Job): Error {
  if (job.error === null) return new LuthierError('job.died', { id: job.id, cause: 'no reason was kept' });
  const { code, facts, where } = job.error;
  return new LuthierError(code as ErrorCode, facts as never, where);
}
