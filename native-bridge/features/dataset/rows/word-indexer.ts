import { type RunningWork, type WorkPlace, workStarter } from '../../../store/work.ts';
import type { WORKS } from '../work.ts';

const start = workStarter<typeof WORKS>(new URL('../work.ts', import.meta.url));

interface Deps {
  readonly place: WorkPlace;
  state(key: number): { readonly indexed: number; readonly total: number };
  onBug(where: string, error: unknown): void;
}

/** Brings the word index of a dataset up to date behind a person's back, one dataset at a time. */
export class WordIndexer implements Disposable {
  readonly #deps: Deps;
  #running: RunningWork<unknown> | null = null;
  #closed = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Begins when there is something to do. Called whenever somebody looks at the dataset. */
  follow(key: number): void {
    if (this.#closed || this.#running !== null) return;
    const { indexed, total } = this.#deps.state(key);
    if (indexed >= total) return;
    this.#running = start(this.#deps.place, 'words', { key });
    this.#running.answer
      .catch(error => {
        // After the end of the core nobody reads its log, and the project may be gone.
        if (!this.#closed) this.#deps.onBug('dataset/words', error);
      })
      .finally(() => {
        this.#running = null;
      });
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#running?.[Symbol.dispose]();
  }
}
