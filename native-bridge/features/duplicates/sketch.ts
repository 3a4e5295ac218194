import { mixed, type Shingler } from './shingles.ts';

/** How a sketch is cut: each band is a key made of `width` of its values. */
export interface Bands {
  readonly count: number;
  readonly width: number;
}

/** Two texts exactly at the threshold share at least one band with this probability. */
const RECALL = 0.99;
const MOST_VALUES = 48;

/** The widest bands, so that fewest pairs are compared for nothing, that still find texts at the threshold. */
export function bandsFor(threshold: number): Bands {
  let best: Bands = { count: MOST_VALUES, width: 1 };
  for (let width = 1; width <= 8; width++) {
    const count = Math.ceil(Math.log(1 - RECALL) / Math.log(1 - Math.min(threshold, 0.99) ** width));
    if (count * width <= MOST_VALUES) best = { count, width };
  }
  return best;
}

/**
 * MinHash by one permutation: each shingle falls into one bin and the least of a bin is its value, so a text is read
 * once and not once a value. An empty bin takes the value of another one, chosen by its own number alone, which keeps
 * the chance of equal values what the similarity is (Shrivastava: Optimal Densification, 2017).
 */
export class Sketcher {
  readonly bands: Bands;
  private readonly least: Int32Array;
  /** For each bin the bins to take a value from, in order of preference. */
  private readonly lenders: Uint8Array[];

  constructor(bands: Bands) {
    this.bands = bands;
    const bins = bands.count * bands.width;
    this.least = new Int32Array(bins);
    this.lenders = Array.from({ length: bins }, (_, bin) =>
      Uint8Array.from({ length: bins }, (_, lender) => lender).sort(
        (a, b) => mixed((bin << 8) | a) - mixed((bin << 8) | b),
      ),
    );
  }

  /** Writes the key of every band of the text in `shingler` to `keys` from `at` on. There must be a shingle. */
  keysOf({ hashes, count }: Shingler, keys: Int32Array, at: number): void {
    const { least, bands } = this;
    const bins = least.length;
    least.fill(NONE);
    for (let i = 0; i < count; i++) {
      const hash = hashes[i] as number;
      const bin = Math.imul(hash >>> 16, bins) >>> 16;
      const value = Math.imul(hash, 0x9e3779b1);
      if (value < (least[bin] as number)) least[bin] = value;
    }
    for (let band = 0, bin = 0; band < bands.count; band++) {
      let key = band;
      for (let i = 0; i < bands.width; i++) key = mixed(Math.imul(key, 0x9e3779b1) ^ this.valueOf(bin++));
      keys[at + band] = key;
    }
  }

  private valueOf(bin: number): number {
    const value = this.least[bin] as number;
    if (value !== NONE) return value;
    for (const lender of this.lenders[bin] as Uint8Array) {
      const lent = this.least[lender] as number;
      if (lent !== NONE) return lent;
    }
    return NONE;
  }
}

/** Larger than any value but one: the one shingle in four thousand million that has it counts as none. */
const NONE = 0x7fffffff;
