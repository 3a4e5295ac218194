import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { JobId, jobs } from '../../contract/index.ts';
import type { Emit, Handlers } from '../../core/router.ts';
import { isEnded } from '../../jobs/job-record.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import { EventTail } from '../../jobs/tail-events.ts';
import { FileTail } from '../../jobs/tail-file.ts';

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
      return follow(queue, jobId, tail, () => tail.read(), emit, end);
    },
    terminal: ({ jobId }, emit, end) => {
      const tail = new FileTail(join(folder(jobId), 'terminal.log'));
      const decoder = new StringDecoder('utf8');
      return follow(
        queue,
        jobId,
        tail,
        () => decoder.write(tail.read()),
        text => emit({ text }),
        end,
      );
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

/** Gives what a file grows by until the job has ended and all of it was given. A paused job may go on: wait for it. */
function follow<Piece extends { readonly length: number }>(
  queue: JobQueue,
  id: JobId,
  tail: Disposable,
  read: () => Piece,
  emit: Emit<Piece>,
  end: () => void,
): Disposable {
  const stop = (): void => {
    clearInterval(timer);
    tail[Symbol.dispose]();
  };
  const look = (): void => {
    const ended = isEnded(queue.record(id).state);
    const piece = read();
    if (piece.length > 0) emit(piece);
    else if (ended) {
      stop();
      end();
    }
  };
  const timer = setInterval(look, LOOK_MS);
  setImmediate(look);
  return { [Symbol.dispose]: stop };
}
