import { wideHashOf } from './hash.ts';

const TOP = 20;
const EXAMPLES = 50;
const NONE = 0;
const STEPS = [2, 3, 4, 5, 6, 11, 21, 51, 101, 1001];

export interface Repeated {
  readonly rows: number;
  /** Row numbers, ascending. */
  readonly examples: readonly number[];
}

/**
 * Which texts stand in more than one row. Of each text only 53 bits are kept, in a table of numbers, and of each row
 * which one had the same text before: about 30 bytes a row.
 */
export class RepeatTally {
  #hashes = new Float64Array(2 ** 12).fill(-1);
  /** By place of the hash: how many rows, and the place of the last one in `#rows`, from 1. */
  #counts = new Uint32Array(2 ** 12);
  #last = new Uint32Array(2 ** 12);
  #texts = 0;
  #rows = new Uint32Array(2 ** 12);
  #before = new Uint32Array(2 ** 12);
  #size = 0;

  add(key: string, row: number): void {
    const hash = wideHashOf(key);
    const place = this.#placeOf(hash);
    if (this.#hashes[place] === -1) {
      this.#hashes[place] = hash;
      this.#texts += 1;
    }
    if (this.#size === this.#rows.length) {
      this.#rows = grown(this.#rows);
      this.#before = grown(this.#before);
    }
    this.#rows[this.#size] = row;
    this.#before[this.#size] = this.#last[place] as number;
    this.#size += 1;
    this.#last[place] = this.#size;
    this.#counts[place] = (this.#counts[place] as number) + 1;
    if (this.#texts * 2 > this.#hashes.length) this.#grow();
  }

  /** Texts that repeat, and rows beyond the first of each. */
  totals(): { texts: number; rows: number } {
    let texts = 0;
    for (const count of this.#counts) if (count > 1) texts += 1;
    return { texts, rows: this.#size - this.#texts };
  }

  /** How many texts stand so many times: twice to five times each, then in wider and wider steps. */
  byTimes(): { from: number; to: number; texts: number }[] {
    const bins = STEPS.map(from => ({ from, to: from, texts: 0 }));
    for (const count of this.#counts) {
      const bin = bins.findLast(({ from }) => from <= count);
      if (bin === undefined) continue;
      bin.texts += 1;
      bin.to = Math.max(bin.to, count);
    }
    return bins.filter(({ texts }) => texts > 0);
  }

  /** How often the text of each row stands. */
  *ofRows(): Generator<readonly [row: number, times: number]> {
    for (const [place, times] of this.#counts.entries()) {
      for (let at = this.#last[place] as number; at !== NONE; at = this.#before[at - 1] as number) {
        yield [this.#rows[at - 1] as number, times];
      }
    }
  }

  top(): Repeated[] {
    const places: number[] = [];
    for (const [place, count] of this.#counts.entries()) {
      if (count < 2) continue;
      places.push(place);
      if (places.length > TOP * 50) this.#keepTop(places);
    }
    this.#keepTop(places);
    return places.map(place => ({ rows: this.#counts[place] as number, examples: this.#rowsOf(place) }));
  }

  #keepTop(places: number[]): void {
    places.sort((a, b) => (this.#counts[b] as number) - (this.#counts[a] as number));
    places.length = Math.min(places.length, TOP);
  }

  #rowsOf(place: number): number[] {
    const rows: number[] = [];
    for (let at = this.#last[place] as number; at !== NONE; at = this.#before[at - 1] as number) {
      rows.push(this.#rows[at - 1] as number);
    }
    return rows.reverse().slice(0, EXAMPLES);
  }

  #grow(): void {
    const [hashes, counts, last] = [this.#hashes, this.#counts, this.#last];
    this.#hashes = new Float64Array(hashes.length * 2).fill(-1);
    this.#counts = new Uint32Array(hashes.length * 2);
    this.#last = new Uint32Array(hashes.length * 2);
    for (const [old, hash] of hashes.entries()) {
      if (hash === -1) continue;
      const place = this.#placeOf(hash);
      this.#hashes[place] = hash;
      this.#counts[place] = counts[old] as number;
      this.#last[place] = last[old] as number;
    }
  }

  #placeOf(hash: number): number {
    const mask = this.#hashes.length - 1;
    let place = Math.floor(hash / 0x200000) & mask;
    while (this.#hashes[place] !== -1 && this.#hashes[place] !== hash) place = (place + 1) & mask;
    return place;
  }
}

function grown(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(from.length * 2);
  to.set(from);
  return to;
}
