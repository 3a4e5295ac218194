import type { GramList } from '../../contract/index.ts';
import { WordScanner } from '../../core/word-scanner.ts';
import { CountTable } from './count-table.ts';
import { forgottenCount } from './frequent.ts';
import { WordIds } from './word-ids.ts';

/** Ids of words fit three into the 53 bits of a number. */
const ID_BITS = 17;
const LONGEST_WORD = 60;
/** Enough that some are left when a page leaves out the words that every text has. */
const TOP = 200;

/**
 * Words and their neighbours, counted over any number of texts in about 60 MB. A word is a number here, and so are two
 * and three of them; what is rare is forgotten when room runs out, and the error says by how much counts may be too low.
 */
export class GramTally {
  readonly #scanner = new WordScanner();
  readonly #words: WordIds;
  readonly #lone: Uint8Array;
  readonly #counts: Uint32Array;
  readonly #base: number;
  readonly #pairs: CountTable;
  readonly #triples: CountTable;
  #error = 0;

  constructor(idBits = ID_BITS, tableBits = 20) {
    this.#base = 2 ** idBits;
    this.#words = new WordIds(this.#base);
    this.#lone = new Uint8Array(this.#base);
    this.#counts = new Uint32Array(this.#base);
    this.#pairs = new CountTable(tableBits);
    this.#triples = new CountTable(tableBits);
  }

  /** Returns how many words the text has. */
  add(text: string): number {
    const lower = text.toLowerCase();
    const scanner = this.#scanner;
    scanner.scan(lower);
    let before = 0;
    let twoBefore = 0;
    for (let place = 0; place < scanner.count; place += 1) {
      if (scanner.begins[place]) before = twoBefore = 0;
      const id = this.#idOf(lower, place);
      if (id === 0) {
        before = twoBefore = 0;
        continue;
      }
      this.#counts[id] = (this.#counts[id] as number) + 1;
      if (before > 0) {
        const pair = before * this.#base + id;
        this.#pairs.add(pair);
        if (twoBefore > 0) this.#triples.add(twoBefore * this.#base * this.#base + pair);
      }
      twoBefore = before;
      before = id;
    }
    if (this.#words.room < this.#base / 16) this.#forget();
    return scanner.count;
  }

  lists(): GramList[] {
    const words = this.#words.all().map(id => ({ key: id, times: this.#counts[id] as number }));
    words.sort((a, b) => b.times - a.times || a.key - b.key);
    const list = (size: 1 | 2 | 3, of: readonly { key: number; times: number }[], error: number): GramList => ({
      size,
      error,
      top: of.slice(0, TOP).map(({ key, times }) => ({ text: this.#textOf(key, size), times })),
    });
    return [
      list(1, words, this.#error),
      list(2, this.#pairs.top(TOP), this.#error + this.#pairs.error),
      list(3, this.#triples.top(TOP), this.#error + this.#triples.error),
    ];
  }

  /** The number of a word; 0 for one that is too long to be one. */
  #idOf(text: string, place: number): number {
    const start = this.#scanner.starts[place] as number;
    const end = this.#scanner.ends[place] as number;
    if (end - start > LONGEST_WORD) return 0;
    const id = this.#words.of(text, start, end);
    this.#lone[id] = this.#scanner.lone[place] as number;
    return id;
  }

  #forget(): void {
    const counts = this.#counts;
    const ids = this.#words.all();
    const least = forgottenCount(
      ids.map(id => counts[id] as number),
      ids.length,
    );
    this.#words.drop(id => (counts[id] as number) <= least);
    this.#error += least;
    const isGone = (id: number): boolean => this.#words.names[id] === undefined;
    for (const id of ids) if (isGone(id)) counts[id] = 0;
    const base = this.#base;
    this.#pairs.drop(key => isGone(key % base) || isGone(Math.floor(key / base)));
    this.#triples.drop(
      key => isGone(key % base) || isGone(Math.floor(key / base) % base) || isGone(Math.floor(key / (base * base))),
    );
  }

  #textOf(key: number, size: number): string {
    const ids: number[] = [];
    for (let rest = key, left = size; left > 0; left -= 1, rest = Math.floor(rest / this.#base)) {
      ids.unshift(rest % this.#base);
    }
    const unspaced = this.#lone[ids[0] as number] === 1;
    return ids.map(id => this.#words.names[id]).join(unspaced ? '' : ' ');
  }
}
