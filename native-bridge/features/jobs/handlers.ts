import { join } from 'node:path';
import type { JobId, jobs } from '../../contract/index.ts';
import type { Emit, Handlers } from '../../core/router.ts';
import { isEnded } from '../../jobs/job-record.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import { EventTail } from '../../jobs/tail-events.ts';
import { TerminalTail } from '../../jobs/tail-terminal.ts';

export interface JobsDeps {
  readonly project: string;
  readonly queue: JobQueue;
}

const LOOK_MS = 200;

/** The jobs slice: the queue as it stands, and what each job says and prints. */
export function jobsHandlers({ project, queue }: JobsDeps): Handlers<typeof jobs> {
  const folder = (id: JobId) => join(project, queue.record(id).folder);
  return {
    jobs: () => queue.jobs(),
    job: ({ jobId }) => queue.job(jobId),
    watch: (_, emit) => {
      emit(queue.jobs());
      return queue.onChange(() => emit(queue.jobs()));
    },
    events: ({ jobId }, emit, end) => {
      const tail = new EventTail(join(folder(jobId), 'events.jsonl'));
      const read = () => {
        const events = tail.read();
        return events.length === 0 ? null : events;
      };
      return follow(queue, jobId, { tail, read }, emit, end);
    },
    terminal: ({ jobId }, emit, end) => {
      const tail = new TerminalTail(join(folder(jobId), 'terminal.log'));
      return follow(queue, jobId, { tail, read: () => tail.read() }, emit, end);
    },
    resizeTerminal: ({ jobId, columns, rows }) => {
      queue.resize(jobId, columns, rows);
      return null;
    },
    cancel: ({ jobId }) => queue.cancel(jobId),
    pause: ({ jobId }) => queue.pause(jobId),
    resume: ({ jobId }) => queue.resume(jobId),
    moveFirst: ({ jobId }) => queue.moveFirst(jobId),
  };
}

interface Followed<Piece> {
  readonly tail: Disposable & { readonly hasMore: boolean };
  /** The next part; null when there is nothing to tell of it. */
  read(): Piece | null;
}

/**
 * Gives what a file grows by until the job has ended and all of it was given, a part at a time, so that others have their
 * turn between. A paused job may go on: wait for it.
 */
function follow<Piece>(
  queue: JobQueue,
  id: JobId,
  { tail, read }: Followed<Piece>,
  emit: Emit<Piece>,
  end: () => void,
): Disposable {
  let timer: NodeJS.Timeout;
  const stop = (): void => {
    clearTimeout(timer);
    tail[Symbol.dispose]();
  };
  const look = (): void => {
    const ended = isEnded(queue.record(id).state);
    const piece = read();
    const isTaken = piece === null || emit(piece) !== false;
    const hasMore = tail.hasMore;
    if (ended && piece === null && !hasMore) {
      stop();
      end();
    } else timer = setTimeout(look, hasMore && isTaken ? 0 : LOOK_MS);
  };
  timer = setTimeout(look, 0);
  return { [Symbol.dispose]: stop };
}
