/**
 * Numbers of words, from 1, found by 64 bits of their letters where they stand in a text: no word is cut out of it, which
 * takes longer than all else. Among 100,000 words the chance that any two are taken for one is 3 in ten billion.
 */
export class WordIds {
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  /** By slot a number; 0 where there is none. At most half full. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #free: number[];
  /** By number the word; undefined where the number is free. */
  readonly names: (string | undefined)[];

  /** Numbers stay below `room`, a power of two. */
  constructor(room: number) {
    this.#low = new Uint32Array(room);
    this.#high = new Uint32Array(room);
    this.#slots = new Int32Array(2 * room);
    this.#mask = 2 * room - 1;
    this.#free = Array.from({ length: room - 1 }, (_, place) => room - 1 - place);
    this.names = new Array(room);
  }

  get room(): number {
    return this.#free.length;
  }

  /** The number of the word from `start` to `end`, a new one where it has none; 0 when there is no room. */
  of(text: string, start: number, end: number): number {
    let low = 0x811c9dc5;
    let high = 0x41c6ce57;
    for (let at = start; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x5f356495);
    }
    low = (low ^ (low >>> 15)) >>> 0;
    high >>>= 0;
    const slot = this.#slotOf(low, high);
    const known = this.#slots[slot] as number;
    if (known !== 0) return known;
    const id = this.#free.pop();
    if (id === undefined) return 0;
    this.#slots[slot] = id;
    this.#low[id] = low;
    this.#high[id] = high;
    const word = text.slice(start, end);
    // V8 makes long slices views that keep the whole text in memory; this is a copy.
    this.names[id] = word.length < 13 ? word : Buffer.from(word).toString();
    return id;
  }

  /** All numbers that have a word. */
  all(): number[] {
    return [...this.names.keys()].filter(id => this.names[id] !== undefined);
  }

  /** Frees the numbers that `isGone` names. */
  drop(isGone: (id: number) => boolean): void {
    const ids = this.all();
    this.#slots.fill(0);
    for (const id of ids) {
      if (isGone(id)) {
        this.names[id] = undefined;
        this.#free.push(id);
      } else this.#slots[this.#slotOf(this.#low[id] as number, this.#high[id] as number)] = id;
    }
  }

  #slotOf(low: number, high: number): number {
    let slot = Math.imul(low ^ high, 0x9e3779b1) >>> 7;
    for (slot &= this.#mask; ; slot = (slot + 1) & this.#mask) {
      const id = this.#slots[slot] as number;
      if (id === 0 || (this.#low[id] === low && this.#high[id] === high)) return slot;
    }
  }
}
