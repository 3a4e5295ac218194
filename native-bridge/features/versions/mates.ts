import { hash } from 'node:crypto';

const NONE = -1;

/**
 * What rows of one side are known by, in columns of numbers: eight bytes of a hash of all cells, and eight of one of the
 * text. A row is known by its place, from 0. Among a million rows of each side the chance that any two different ones
 * meet is 1 in ten million.
 */
export class KnownRows {
  count = 0;
  readonly whole: Uint32Array;
  /** Zeros where a row has no text to be known by. */
  readonly text: Uint32Array;

  constructor(rows: number) {
    this.whole = new Uint32Array(2 * rows);
    this.text = new Uint32Array(2 * rows);
  }

  add(whole: string, text: string): void {
    const at = 2 * this.count++;
    put(this.whole, at, whole);
    if (text !== '') put(this.text, at, text);
  }
}

function put(hashes: Uint32Array, at: number, text: string): void {
  const digest = hash('sha256', text, 'buffer');
  hashes[at] = digest.readUInt32LE(0);
  // Never two zeros, which say that there is nothing.
  hashes[at + 1] = digest.readUInt32LE(4) | 1;
}

/** Who is laid beside whom. */
export interface Mates {
  /** For each row of the left the place of its mate on the right; -1 for one that is alone. */
  readonly ofLeft: Int32Array;
  readonly ofRight: Int32Array;
  /** By place on the left, 1 where all cells of the two are equal. */
  readonly equal: Uint8Array;
}

/**
 * Gives each row at most one mate: one with equal cells if there is any, else one with the same text. What stands twice is
 * found twice, the first with the first.
 */
export function matesOf(left: KnownRows, right: KnownRows): Mates {
  const mates: Mates = {
    ofLeft: new Int32Array(left.count).fill(NONE),
    ofRight: new Int32Array(right.count).fill(NONE),
    equal: new Uint8Array(left.count),
  };
  join(left.whole, right.whole, mates);
  for (const [place, mate] of mates.ofLeft.entries()) mates.equal[place] = Number(mate !== NONE);
  join(left.text, right.text, mates);
  return mates;
}

/** Joins rows that are alone and have the same hash, in the order of their places. */
function join(left: Uint32Array, right: Uint32Array, { ofLeft, ofRight }: Mates): void {
  const chains = new Chains(left, ofLeft.length);
  // From the last on, so that the first of a chain is the first row.
  for (let place = ofLeft.length - 1; place >= 0; place--) {
    if (ofLeft[place] === NONE && left[2 * place + 1] !== 0) chains.add(place);
  }
  for (let place = 0; place < ofRight.length; place++) {
    if (ofRight[place] !== NONE || right[2 * place + 1] === 0) continue;
    const mate = chains.take(right[2 * place] as number, right[2 * place + 1] as number);
    if (mate === NONE) continue;
    ofLeft[mate] = place;
    ofRight[place] = mate;
  }
}

/** Places with equal hashes, in chains that are found by their hash: a table that is at most half full. */
class Chains {
  readonly #hashes: Uint32Array;
  readonly #mask: number;
  /** A place whose hash the slot has, so that a chain that was used up is still known. */
  readonly #known: Int32Array;
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  constructor(hashes: Uint32Array, count: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * count)));
    this.#hashes = hashes;
    this.#mask = slots - 1;
    this.#known = new Int32Array(slots).fill(NONE);
    this.#first = new Int32Array(slots).fill(NONE);
    this.#next = new Int32Array(count).fill(NONE);
  }

  add(place: number): void {
    const slot = this.#slotOf(this.#hashes[2 * place] as number, this.#hashes[2 * place + 1] as number);
    this.#known[slot] = place;
    this.#next[place] = this.#first[slot] as number;
    this.#first[slot] = place;
  }

  /** Takes the first place of a chain; -1 where there is none left. */
  take(low: number, high: number): number {
    const slot = this.#slotOf(low, high);
    const place = this.#first[slot] as number;
    if (place !== NONE) this.#first[slot] = this.#next[place] as number;
    return place;
  }

  /** The slot with this hash, or the empty one where it would be. */
  #slotOf(low: number, high: number): number {
    for (let slot = low & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const known = this.#known[slot] as number;
      if (known === NONE || (this.#hashes[2 * known] === low && this.#hashes[2 * known + 1] === high)) return slot;
    }
  }
}
