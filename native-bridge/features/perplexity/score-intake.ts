import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDERS, type JobQueue } from '../../jobs/queue.ts';
import type { JobRecord, JobTable } from '../../store/jobs.ts';
import { type RunningWork, type WorkPlace, workStarter } from '../../store/work.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface ScoreIntakeDeps {
  readonly place: WorkPlace;
  readonly jobs: JobTable;
  readonly queue: Pick<JobQueue, 'onEnd'>;
  onBug(where: string, error: unknown): void;
}

/**
 * Takes in what scoring jobs have found, one after the other: as soon as a job has finished, and at the start what an
 * earlier core left. The texts of a job stay until its scores are in, so that none is forgotten and none done twice.
 */
export class ScoreIntake implements Disposable {
  readonly #deps: ScoreIntakeDeps;
  readonly #listening: Disposable;
  #last: Promise<void> = Promise.resolve();
  #running: RunningWork<unknown> | null = null;
  #disposed = false;

  constructor(deps: ScoreIntakeDeps) {
    this.#deps = deps;
    sweep(deps.place.project);
    this.#listening = deps.queue.onEnd(job => this.#take(job));
    for (const job of deps.jobs.ofKind('perplexity').reverse()) this.#take(job);
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
    if (spec.kind !== 'perplexity' || state !== 'finished') return;
    const { place, onBug } = this.#deps;
    const texts = join(place.project, spec.textsPath);
    if (!existsSync(texts)) return;
    this.#last = this.#last.then(async () => {
      if (this.#disposed) return;
      try {
        this.#running = start(place, 'takeIn', { job: spec, file: `${folder}/result/scores.jsonl` });
        await this.#running.answer;
        rmSync(texts, { force: true });
      } catch (error) {
        if (!this.#disposed) onBug(`perplexity/takeIn ${spec.id}`, error);
      }
    });
  }
}

/** Removes texts that a core wrote which was gone before it wrote the job. */
function sweep(project: string): void {
  const folder = join(project, FOLDERS.perplexity);
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!existsSync(join(folder, name, 'job.json'))) rmSync(join(folder, name), { recursive: true });
  }
}
