/**
 * The count up to which entries are forgotten so that at least half of them go: lossy counting (Manku and Motwani
 * 2002). Whatever is kept or comes again is then too low by at most the sum of these.
 */
export function forgottenCount(counts: Iterable<number>, entries: number): number {
  const by = new Map<number, number>();
  for (const count of counts) if (count > 0) by.set(count, (by.get(count) ?? 0) + 1);
  let gone = 0;
  for (const [count, times] of [...by].sort(([a], [b]) => a - b)) {
    gone += times;
    if (gone * 2 >= entries) return count;
  }
  return 0;
}

/** The most frequent texts of very many, in memory for `room` of them. */
export class FrequentTexts {
  readonly #room: number;
  readonly #counts = new Map<string, number>();
  #error = 0;

  constructor(room: number) {
    this.#room = room;
  }

  /** How much a count may be too low; while it is 0 every text is here. */
  get error(): number {
    return this.#error;
  }

  add(text: string): void {
    const count = this.#counts.get(text);
    if (count === undefined && this.#counts.size >= this.#room) this.#forget();
    this.#counts.set(text, (count ?? 0) + 1);
  }

  /** Those whose count is not within the error, most frequent first. */
  top(most: number): { value: string; rows: number }[] {
    return [...this.#counts]
      .filter(([, rows]) => rows > this.#error)
      .sort(([a, rowsA], [b, rowsB]) => rowsB - rowsA || (a < b ? -1 : 1))
      .slice(0, most)
      .map(([value, rows]) => ({ value, rows }));
  }

  #forget(): void {
    const least = forgottenCount(this.#counts.values(), this.#counts.size);
    for (const [text, count] of this.#counts) if (count <= least) this.#counts.delete(text);
    this.#error += least;
  }
}
