import { type RunningWork, type WorkPlace, workStarter } from '../../../store/work.ts';
import type { WORKS } from '../work.ts';

const start = workStarter<typeof WORKS>(new URL('../work.ts', import.meta.url));

interface Deps {
  readonly place: WorkPlace;
  words(key: number): { readonly indexed: number; readonly total: number };
  hasForgotten(): boolean;
  onBug(where: string, error: unknown): void;
}

/**
 * Does behind a person's back what may wait, one thing at a time: brings the word index of a dataset up to date, and takes
 * away changes that are forgotten.
 */
export class Caretaker implements Disposable {
  readonly #deps: Deps;
  #running: RunningWork<unknown> | null = null;
  #closed = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Begins when there is something to do. Called whenever somebody looks at the dataset. */
  follow(key: number): void {
    if (this.#closed || this.#running !== null) return;
    const running = this.#begin(key);
    if (running === null) return;
    this.#running = running;
    running.answer
      .catch(error => {
        // After the end of the core nobody reads its log, and the project may be gone.
        if (!this.#closed) this.#deps.onBug('dataset/caretaker', error);
      })
      .finally(() => {
        this.#running = null;
      });
  }

  #begin(key: number): RunningWork<unknown> | null {
    const { place, words, hasForgotten } = this.#deps;
    const { indexed, total } = words(key);
    if (indexed < total) return start(place, 'words', { key });
    return hasForgotten() ? start(place, 'forget', {}) : null;
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#running?.[Symbol.dispose]();
  }
}
