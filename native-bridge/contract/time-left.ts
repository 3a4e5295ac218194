import type { WorkProgress } from './slice.ts';

const WINDOW_MS = 8_000;
const LEAST_MS = 800;

/** Guesses how long work still takes from how fast it went lately: an import copies a file faster than it reads it. */
export class TimeLeft {
  #seen: { readonly atMs: number; readonly done: number }[] = [];

  /** Notes how far the work is. Answers in seconds, null until there is enough to say. */
  seconds({ done, total }: WorkProgress, atMs: number): number | null {
    if (done < (this.#seen.at(-1)?.done ?? 0)) this.#seen = [];
    this.#seen.push({ atMs, done });
    while ((this.#seen[1]?.atMs ?? atMs) < atMs - WINDOW_MS) this.#seen.shift();
    const first = this.#seen[0];
    if (first === undefined || atMs - first.atMs < LEAST_MS || done <= first.done || total < done) return null;
    return (((atMs - first.atMs) / 1000) * (total - done)) / (done - first.done);
  }
}
