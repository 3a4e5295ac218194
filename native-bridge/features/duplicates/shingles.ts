/**
 * Shingles of a text: every run of three characters that ends in a Chinese, Japanese or Korean one, and of five
 * otherwise, so that a changed word weighs about the same in either script. Case, width and white space are evened out
 * first. A shingle is its 32-bit hash.
 */
export class Shingler {
  /** The hashes of the last text, in its order, with repetitions; only the first `count` are of it. */
  hashes = new Int32Array(1 << 12);
  count = 0;
  /** Two sums over all hashes: texts that agree in both and in `count` have the same shingles. */
  sum = 0;
  xor = 0;

  read(text: string): void {
    if (this.hashes.length <= text.length) this.hashes = new Int32Array(2 * text.length);
    const { hashes } = this;
    let count = 0;
    let length = 0;
    // The last five UTF-16 units: two each in `near` and `middle`, one in `far`.
    let near = 0;
    let middle = 0;
    let far = 0;
    let unit = SPACE;
    let sum = 0;
    let xor = 0;

    for (let i = 0, end = endOf(text); i < end; i++) {
      const next = FOLDED[text.charCodeAt(i)] as number;
      if (next === SPACE && unit === SPACE) continue;
      unit = next;
      far = middle >>> 16;
      middle = (middle << 16) | (near >>> 16);
      near = (near << 16) | unit;
      length++;
      if (length < 5 && (length < 3 || unit < FIRST_CJK)) continue;
      const hash = unit < FIRST_CJK ? runOfFive(near, middle, far) : runOfThree(near, middle);
      hashes[count++] = hash;
      sum = (sum + hash) | 0;
      xor ^= hash;
    }
    if (count === 0 && length > 0) {
      const hash = runOfFive(near, middle, far);
      hashes[count++] = hash;
      sum = hash;
      xor = hash;
    }
    this.count = count;
    this.sum = sum;
    this.xor = xor;
  }

  /** The shingles of a text as a set: sorted, each once. */
  setOf(text: string): Int32Array {
    this.read(text);
    return asSet(this.hashes.slice(0, this.count));
  }
}

const SPACE = 32;
/** Radicals, kana, ideographs and Hangul lie above, and so do the halves of rarer ideographs and of emoji. */
const FIRST_CJK = 0x2e80;

function runOfFive(near: number, middle: number, far: number): number {
  return mixed(Math.imul(near, 0x9e3779b1) + Math.imul(middle, 0x85ebca77) + Math.imul(far, 0xc2b2ae3d));
}

function runOfThree(near: number, middle: number): number {
  return mixed(Math.imul(near, 0x9e3779b1) ^ Math.imul(middle & 0xffff, 0x85ebca77));
}

/** Spreads a 32-bit number evenly: the last steps of MurmurHash3. */
export function mixed(number: number): number {
  let hash = number ^ (number >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** What each UTF-16 unit counts as: small letters, half width, and one kind of space. */
const FOLDED = Uint16Array.from({ length: 1 << 16 }, (_, unit) =>
  folded(unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit),
);

function folded(unit: number): number {
  const character = String.fromCharCode(unit);
  if (unit < SPACE || /\s/.test(character)) return SPACE;
  const small = character.toLowerCase();
  return small.length === 1 ? small.charCodeAt(0) : unit;
}

function endOf(text: string): number {
  let end = text.length;
  while (end > 0 && FOLDED[text.charCodeAt(end - 1)] === SPACE) end--;
  return end;
}

/** Sorts the hashes where they stand and drops repetitions; the answer is a view of what is left. */
export function asSet(hashes: Int32Array): Int32Array {
  hashes.sort();
  let kept = 0;
  for (let i = 0; i < hashes.length; i++) {
    if (i === 0 || hashes[i] !== hashes[kept - 1]) hashes[kept++] = hashes[i] as number;
  }
  return hashes.subarray(0, kept);
}

/** Jaccard similarity of two sets: what both have as a share of what either has. From 0 to 1, higher is more alike. */
export function jaccard(left: Int32Array, right: Int32Array): number {
  const shared = sharedBy(left, right, 0);
  const all = left.length + right.length - shared;
  return all === 0 ? 0 : shared / all;
}

/** Whether the Jaccard similarity of two sets reaches `threshold`. */
export function areSimilar(left: Int32Array, right: Int32Array, threshold: number): boolean {
  // The subtraction forgives the rounding of the quotient: 8 of 10 shared must reach 0.8.
  const needed = Math.ceil((threshold / (1 + threshold)) * (left.length + right.length) - 1e-9);
  return sharedBy(left, right, needed) >= needed;
}

/** How many numbers two sets share; stops as soon as it cannot be `needed` any more. */
function sharedBy(left: Int32Array, right: Int32Array, needed: number): number {
  let leftSpare = left.length - needed;
  let rightSpare = right.length - needed;
  let shared = 0;
  for (let i = 0, j = 0; i < left.length && j < right.length && leftSpare >= 0 && rightSpare >= 0; ) {
    const a = left[i] as number;
    const b = right[j] as number;
    if (a === b) {
      shared++;
      i++;
      j++;
    } else if (a < b) {
      i++;
      leftSpare--;
    } else {
      j++;
      rightSpare--;
    }
  }
  return shared;
}
