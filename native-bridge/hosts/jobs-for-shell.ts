import { type CoreHears, type CoreSays, type Job, type JobAtWork, jobs } from '../contract/index.ts';
import type { Log } from '../core/log.ts';
import type { Router } from '../core/router.ts';
import { PAUSABLE } from '../jobs/queue.ts';

const ENDED: readonly Job['state'][] = ['finished', 'failed', 'cancelled', 'interrupted'];

/** Tells the shell of the jobs of a project, and does to all of them what a person decided when they left. */
export class JobsForShell implements Disposable {
  readonly #router: Router;
  readonly #log: Log;
  readonly #say: (said: CoreSays) => void;
  readonly #watch: Disposable;
  /** Jobs that had not ended when they were last looked at. */
  #atWork = new Map<Job['id'], Job>();

  constructor(router: Router, log: Log, say: (said: CoreSays) => void) {
    this.#router = router;
    this.#log = log;
    this.#say = say;
    this.#watch = router.open(
      jobs.watch.name,
      {},
      all => this.#look(all as readonly Job[]),
      () => {},
    );
  }

  async hear({ kind }: CoreHears): Promise<void> {
    if (kind === 'pauseJobs') await this.#toAll(jobs.pause.name, job => job.state === 'running');
    if (kind === 'cancelJobs') await this.#toAll(jobs.cancel.name, () => true);
  }

  [Symbol.dispose](): void {
    this.#watch[Symbol.dispose]();
  }

  #look(all: readonly Job[]): void {
    for (const job of all) {
      if (ENDED.includes(job.state) && this.#atWork.has(job.id)) this.#say({ kind: 'ended', job: toTell(job) });
    }
    this.#atWork = new Map(all.filter(({ state }) => !ENDED.includes(state)).map(job => [job.id, job]));
    this.#say({ kind: 'jobs', jobs: [...this.#atWork.values()].map(toTell) });
  }

  async #toAll(method: string, fits: (job: Job) => boolean): Promise<void> {
    for (const job of [...this.#atWork.values()].filter(fits)) {
      // A kind that cannot pause, or one that ended meanwhile, is left as it is.
      await this.#router.ask(method, { jobId: job.id }).catch(error => this.#log.info(`${method} ${job.id}: ${error}`));
    }
  }
}

function toTell({ id, kind, title, state, done, total }: Job): JobAtWork {
  return { id, title, state, done, total, canPause: PAUSABLE.includes(kind) };
}
