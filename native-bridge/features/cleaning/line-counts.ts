import { hashesOf } from '../../core/text-table.ts';

const PLACES = 2 ** 22;
const MOST = 0xffff;

/**
 * In how many rows a line stands, in 16 MiB however many lines there are: a count-min sketch (Cormode and
 * Muthukrishnan, 2005) of depth 2. It may say too much, never too little; at ten million lines it says 10 too much for
 * about one line in a million.
 */
export class LineCounts {
  readonly #first = new Uint16Array(PLACES);
  readonly #second = new Uint16Array(PLACES);

  add(line: string): void {
    const [a, b] = hashesOf(line).map(hash => hash % PLACES) as [number, number];
    if (this.#at(this.#first, a) < MOST) this.#first[a] = this.#at(this.#first, a) + 1;
    if (this.#at(this.#second, b) < MOST) this.#second[b] = this.#at(this.#second, b) + 1;
  }

  atMost(line: string): number {
    const [a, b] = hashesOf(line).map(hash => hash % PLACES) as [number, number];
    return Math.min(this.#at(this.#first, a), this.#at(this.#second, b));
  }

  #at(counts: Uint16Array, place: number): number {
    return counts[place] ?? 0;
  }
}
