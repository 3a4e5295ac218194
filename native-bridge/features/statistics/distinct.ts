import { hashOf, wideHashOf } from './hash.ts';

/**
 * How many different texts there are: exactly while they are few, then to about one percent in 16 KiB by HyperLogLog
 * (Flajolet et al. 2007).
 */
export class DistinctCount {
  readonly #bits: number;
  readonly #ranks: Uint8Array;
  readonly #room: number;
  #seen: Set<number> | null = new Set();

  /** `room` is how many are counted exactly. */
  constructor(room = 50_000, bits = 14) {
    this.#room = room;
    this.#bits = bits;
    this.#ranks = new Uint8Array(2 ** bits);
  }

  get exact(): boolean {
    return this.#seen !== null;
  }

  add(text: string): void {
    const hash = hashOf(text);
    const place = hash >>> (32 - this.#bits);
    const rank = Math.min(Math.clz32(hash << this.#bits), 32 - this.#bits) + 1;
    if (rank > (this.#ranks[place] as number)) this.#ranks[place] = rank;
    if (this.#seen === null) return;
    this.#seen.add(wideHashOf(text));
    if (this.#seen.size > this.#room) this.#seen = null;
  }

  count(): number {
    if (this.#seen !== null) return this.#seen.size;
    const size = this.#ranks.length;
    let sum = 0;
    let empty = 0;
    for (const rank of this.#ranks) {
      sum += 2 ** -rank;
      if (rank === 0) empty += 1;
    }
    const estimate = ((0.7213 / (1 + 1.079 / size)) * size * size) / sum;
    return Math.round(estimate <= 2.5 * size && empty > 0 ? size * Math.log(size / empty) : estimate);
  }
}
