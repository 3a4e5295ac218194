import type { Lengths } from '../../contract/index.ts';
import { BarTally, type Part } from './bars.ts';

const BINS = 40;
const EXACT = 4096;

/** How long texts are, in memory that does not grow with their number. */
export class LengthTally {
  readonly #bars: BarTally<number>;
  #rows = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = 0;

  constructor(labels: number) {
    this.#bars = new BarTally(labels);
  }

  add(length: number, part: Part): void {
    this.#rows += 1;
    this.#sum += length;
    if (length < this.#min) this.#min = length;
    if (length > this.#max) this.#max = length;
    this.#bars.add(kept(length), part);
  }

  lengths(): Lengths {
    if (this.#rows === 0) return { min: 0, median: 0, mean: 0, p95: 0, p99: 0, max: 0, bins: [] };
    const keys = this.#bars.keys().sort((a, b) => a - b);
    const quantile = (share: number): number => {
      let left = Math.ceil(this.#rows * share);
      for (const key of keys) {
        left -= this.#bars.rows(key);
        if (left <= 0) return key;
      }
      return this.#max;
    };
    const p99 = quantile(0.99);
    return {
      min: this.#min,
      median: quantile(0.5),
      mean: this.#sum / this.#rows,
      p95: quantile(0.95),
      p99,
      max: this.#max,
      bins: this.#bins(keys, p99),
    };
  }

  #bins(keys: readonly number[], p99: number): Lengths['bins'] {
    // A few texts that are far longer than all others must not press the others into one bar.
    const high = this.#max - this.#min < BINS ? this.#max : p99;
    const width = roundWidth((high - this.#min + 1) / BINS, stepOf(high));
    const first = Math.floor(this.#min / width) * width;
    const bins: { from: number; to: number; keys: number[] }[] = [];
    for (let from = first; from <= high; from += width) bins.push({ from, to: from + width - 1, keys: [] });
    const end = first + bins.length * width;
    if (this.#max >= end) bins.push({ from: end, to: this.#max, keys: [] });
    for (const key of keys) bins[Math.min(bins.length - 1, Math.floor((key - first) / width))]?.keys.push(key);
    return bins.map(({ from, to, keys }) => ({ from, to, ...this.#bars.bar(keys) }));
  }
}

/** Long lengths to twelve binary digits: closer than a bar is wide. */
function kept(length: number): number {
  const step = stepOf(length);
  return Math.floor(length / step) * step;
}

function stepOf(length: number): number {
  return length < EXACT ? 1 : 2 ** (Math.floor(Math.log2(length)) - 11);
}

/**
 * The least of 1, 2, 5, 10, 20, 50, ... steps that is not below: a bar ends where a length that is kept begins, so that
 * it holds the very lengths it names.
 */
function roundWidth(least: number, step: number): number {
  for (let power = step; ; power *= 10) {
    for (const times of [1, 2, 5]) if (times * power >= least) return times * power;
  }
}
