import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JobRecord, JobTable } from '../store/jobs.ts';
import type { RunningWork } from '../store/work.ts';
import { FOLDERS } from './job-record.ts';
import type { JobQueue } from './queue.ts';
import type { TextJob, TextJobOf } from './text-job.ts';

export interface ResultIntakeDeps<Kind extends TextJob['kind']> {
  readonly kind: Kind;
  readonly project: string;
  readonly jobs: JobTable;
  readonly queue: Pick<JobQueue, 'onEnd'>;
  /** Takes in what a job found, from the folder with its results. It may be asked for the same twice. */
  take(job: TextJobOf<Kind>, results: string): RunningWork<unknown>;
  onBug(where: string, error: unknown): void;
}

/**
 * Takes in what jobs of one kind have found, one after the other: as soon as a job has finished, and at the start what
 * an earlier core left. The texts of a job stay until its results are in, so that none is forgotten and none done twice.
 */
export class ResultIntake<Kind extends TextJob['kind']> implements Disposable {
  readonly #deps: ResultIntakeDeps<Kind>;
  readonly #listening: Disposable;
  #last: Promise<void> = Promise.resolve();
  #running: RunningWork<unknown> | null = null;
  #disposed = false;

  constructor(deps: ResultIntakeDeps<Kind>) {
    this.#deps = deps;
    sweep(join(deps.project, FOLDERS[deps.kind]));
    this.#listening = deps.queue.onEnd(job => this.#take(job));
    for (const job of deps.jobs.ofKind(deps.kind).reverse()) this.#take(job);
  }

  /** Resolves when all that has finished is in. */
  settled(): Promise<void> {
    return this.#last;
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    this.#listening[Symbol.dispose]();
    this.#running?.[Symbol.dispose]();
  }

  #take({ spec, state, folder }: JobRecord): void {
    const { kind, project, take, onBug } = this.#deps;
    if (spec.kind !== kind || state !== 'finished') return;
    const job = spec as TextJobOf<Kind>;
    const texts = join(project, job.textsPath);
    if (!existsSync(texts)) return;
    this.#last = this.#last.then(async () => {
      if (this.#disposed) return;
      try {
        this.#running = take(job, `${folder}/result`);
        await this.#running.answer;
        rmSync(texts, { force: true });
      } catch (error) {
        if (!this.#disposed) onBug(`${kind}/takeIn ${job.id}`, error);
      }
    });
  }
}

/** Removes texts that a core wrote which was gone before it wrote the job. */
function sweep(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!existsSync(join(folder, name, 'job.json'))) rmSync(join(folder, name), { recursive: true });
  }
}
