import { forgottenCount } from './frequent.ts';

/** Counts of numbers above zero, in a fixed room: the rarest are forgotten when it is full. */
export class CountTable {
  #keys: Float64Array;
  #counts: Uint32Array;
  /** Room to move what is kept into: without it every forgetting would leave 12 MiB of garbage. */
  #spare: { keys: Float64Array; counts: Uint32Array };
  #used = 0;
  #error = 0;

  constructor(bits: number) {
    this.#keys = new Float64Array(2 ** bits);
    this.#counts = new Uint32Array(2 ** bits);
    this.#spare = { keys: new Float64Array(2 ** bits), counts: new Uint32Array(2 ** bits) };
  }

  /** How much a count may be too low. */
  get error(): number {
    return this.#error;
  }

  add(key: number, times = 1): void {
    const place = this.#placeOf(key);
    if (this.#keys[place] === 0) {
      this.#keys[place] = key;
      this.#used += 1;
    }
    this.#counts[place] = (this.#counts[place] as number) + times;
    if (this.#used * 3 > this.#keys.length * 2) this.#forget();
  }

  top(most: number): { key: number; times: number }[] {
    const least = this.#least(most);
    const entries: { key: number; times: number }[] = [];
    for (const [place, times] of this.#counts.entries()) {
      if (times >= least) entries.push({ key: this.#keys[place] as number, times });
    }
    return entries.sort((a, b) => b.times - a.times || a.key - b.key).slice(0, most);
  }

  /** Takes out the keys that `isGone` names. */
  drop(isGone: (key: number) => boolean): void {
    this.#keep((key, _) => !isGone(key));
  }

  #forget(): void {
    const least = forgottenCount(this.#counts, this.#used);
    this.#error += least;
    this.#keep((_, times) => times > least);
  }

  #keep(isKept: (key: number, times: number) => boolean): void {
    const [keys, counts] = [this.#keys, this.#counts];
    this.#keys = this.#spare.keys.fill(0);
    this.#counts = this.#spare.counts.fill(0);
    this.#spare = { keys, counts };
    this.#used = 0;
    for (let place = 0; place < keys.length; place += 1) {
      const key = keys[place] as number;
      const times = counts[place] as number;
      if (key !== 0 && isKept(key, times)) this.add(key, times);
    }
  }

  /** The count of the entry at this place, by count; at least 1, which leaves out empty places. */
  #least(place: number): number {
    const counts = this.#counts.slice().sort();
    return Math.max(1, counts[counts.length - place] ?? 1);
  }

  #placeOf(key: number): number {
    const mask = this.#keys.length - 1;
    const high = Math.floor(key / 0x4000000);
    const mixed = Math.imul((key % 0x4000000) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#keys[place] !== 0 && this.#keys[place] !== key) place = (place + 1) & mask;
    return place;
  }
}
