import type { App } from '../app.ts';
import { type CoreHears, type CoreSays, type Job, type JobAtWork, jobs } from '../contract/index.ts';
import { PAUSABLE } from '../jobs/queue.ts';

const ENDED: readonly Job['state'][] = ['finished', 'failed', 'cancelled', 'interrupted'];

/** What a person decided about jobs when they left: the method, and the states in which it can be asked of a job. */
interface Leaving {
  readonly method: string;
  readonly states: readonly Job['state'][];
}

const LEAVINGS: Partial<Record<CoreHears['kind'], Leaving>> = {
  // One that only begins is paused as soon as it has something to keep.
  pauseJobs: { method: jobs.pause.name, states: ['running'] },
  cancelJobs: { method: jobs.cancel.name, states: ['preparing', 'running', 'pausing'] },
};

/** Tells the shell of the jobs of a project, and does to those at work what a person decided when they left. */
export class JobsForShell implements Disposable {
  readonly #app: Pick<App, 'router' | 'log' | 'holdJobs'>;
  readonly #say: (said: CoreSays) => void;
  readonly #watch: Disposable;
  /** Jobs that had not ended when they were last looked at. */
  #atWork = new Map<Job['id'], Job>();
  #leaving: Leaving | null = null;
  #asked = new Set<Job['id']>();

  constructor(app: Pick<App, 'router' | 'log' | 'holdJobs'>, say: (said: CoreSays) => void) {
    this.#app = app;
    this.#say = say;
    this.#watch = app.router.open(
      jobs.watch.name,
      {},
      all => this.#look(all as readonly Job[]),
      () => {},
    );
  }

  hear({ kind }: CoreHears): void {
    const leaving = LEAVINGS[kind];
    if (leaving === undefined) return;
    // A device that becomes free is not for the next in the queue: that one begins when the project is open again.
    this.#app.holdJobs();
    this.#leaving = leaving;
    this.#asked = new Set();
    this.#leave(leaving);
  }

  [Symbol.dispose](): void {
    this.#watch[Symbol.dispose]();
  }

  #look(all: readonly Job[]): void {
    for (const job of all) {
      if (ENDED.includes(job.state) && this.#atWork.has(job.id)) this.#say({ kind: 'ended', job: toTell(job) });
    }
    this.#atWork = new Map(all.filter(({ state }) => !ENDED.includes(state)).map(job => [job.id, job]));
    if (this.#leaving) this.#leave(this.#leaving);
    this.#say({ kind: 'jobs', jobs: [...this.#atWork.values()].map(toTell) });
  }

  #leave({ method, states }: Leaving): void {
    for (const { id, state } of this.#atWork.values()) {
      if (!states.includes(state) || this.#asked.has(id)) continue;
      this.#asked.add(id);
      // A kind that cannot pause, or one that ended meanwhile, is left as it is.
      this.#app.router.ask(method, { jobId: id }).catch(error => this.#app.log.info(`${method} ${id}: ${error}`));
    }
  }
}

function toTell({ id, kind, title, state, done, total }: Job): JobAtWork {
  return { id, title, state, done, total, canPause: PAUSABLE.includes(kind) };
}
