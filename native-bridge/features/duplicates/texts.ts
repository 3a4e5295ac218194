import { Groups } from './groups.ts';
import { Numbers } from './numbers.ts';
import { asSet, Shingler } from './shingles.ts';
import { type Bands, Sketcher } from './sketch.ts';

/** Shingles made again are kept, up to so many: the texts of one group are compared with each other. */
const SHINGLES_AGAIN = 8_000_000;

/** What is known of every text until they are compared: about 120 bytes each, and the shingles of the first ones. */
export class Texts {
  readonly bands: Bands;
  readonly groups = new Groups();
  readonly rows = new Numbers();
  /** Items whose text differs from every earlier one. What is compared is known by its place here. */
  readonly different = new Numbers();
  /** The keys of all bands, text after text. */
  readonly keys = new Numbers();

  private readonly keptShingles: number;
  private readonly textOf: ((row: number) => string) | undefined;
  private readonly sketcher: Sketcher;
  private readonly shingler = new Shingler();
  private readonly equal = new EqualTexts();
  private readonly shingles = new Numbers();
  private readonly starts = new Numbers();
  /** How many shingles a text has; different ones as soon as they stand as a set. */
  private readonly sizes = new Numbers();
  private readonly isSet = new Numbers();
  private readonly texts = new Map<number, string>();
  private readonly again = new Map<number, Int32Array>();
  private shinglesAgain = 0;

  constructor(bands: Bands, keptShingles: number, textOf: ((row: number) => string) | undefined) {
    this.bands = bands;
    this.sketcher = new Sketcher(bands);
    this.keptShingles = keptShingles;
    this.textOf = textOf;
  }

  add(row: number, text: string): void {
    const { shingler } = this;
    const item = this.groups.add();
    this.rows.add(row);
    shingler.read(text);
    if (shingler.count === 0) return;
    const earlier = this.equal.findOrAdd(shingler, item);
    if (earlier !== item) {
      this.groups.join(earlier, item);
      return;
    }

    const place = this.different.count;
    this.different.add(item);
    this.keys.grow(this.bands.count);
    this.sketcher.keysOf(shingler, this.keys.numbers, place * this.bands.count);
    if (this.shingles.count + shingler.count <= this.keptShingles && this.starts.count === place) {
      this.starts.add(this.shingles.count);
      this.sizes.add(shingler.count);
      this.isSet.add(0);
      this.shingles.addAll(shingler.hashes, shingler.count);
    } else if (this.textOf === undefined) this.texts.set(place, text);
  }

  /** The shingles of a text that differs from all earlier ones, sorted, each once. */
  setAt(place: number): Int32Array {
    if (place >= this.starts.count) return this.setAgain(place);
    const start = this.starts.at(place);
    const shingles = this.shingles.numbers.subarray(start, start + this.sizes.at(place));
    if (this.isSet.at(place) === 1) return shingles;

    const set = asSet(shingles);
    this.sizes.numbers[place] = set.length;
    this.isSet.numbers[place] = 1;
    return set;
  }

  private setAgain(place: number): Int32Array {
    const known = this.again.get(place);
    if (known !== undefined) return known;
    const row = this.rows.at(this.different.at(place));
    const set = this.shingler.setOf(this.texts.get(place) ?? this.textOf?.(row) ?? '');
    this.shinglesAgain += set.length;
    if (this.shinglesAgain > SHINGLES_AGAIN) {
      this.again.clear();
      this.shinglesAgain = set.length;
    }
    this.again.set(place, set);
    return set;
  }
}

/** Finds the first of equal texts by their number of shingles and two sums over them. */
class EqualTexts {
  private table = new Int32Array(1 << 12).fill(-1);
  private readonly items = new Numbers();
  private readonly sums = new Numbers();
  private readonly xors = new Numbers();
  private readonly counts = new Numbers();

  /** The item of an earlier text equal to the one in `shingler`, or `item` itself. */
  findOrAdd({ sum, xor, count }: Shingler, item: number): number {
    let slot = sum & (this.table.length - 1);
    for (; this.table[slot] !== -1; slot = (slot + 1) & (this.table.length - 1)) {
      const place = this.table[slot] as number;
      if (this.sums.at(place) === sum && this.xors.at(place) === xor && this.counts.at(place) === count) {
        return this.items.at(place);
      }
    }
    this.table[slot] = this.items.count;
    this.items.add(item);
    this.sums.add(sum);
    this.xors.add(xor);
    this.counts.add(count);
    if (2 * this.items.count > this.table.length) this.enlarge();
    return item;
  }

  private enlarge(): void {
    this.table = new Int32Array(2 * this.table.length).fill(-1);
    for (let place = 0; place < this.items.count; place++) {
      let slot = this.sums.at(place) & (this.table.length - 1);
      while (this.table[slot] !== -1) slot = (slot + 1) & (this.table.length - 1);
      this.table[slot] = place;
    }
  }
}
