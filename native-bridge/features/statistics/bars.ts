/** What a row is part of: its split and its label, as places. */
export interface Part {
  /** Train, validation, test, none. */
  readonly split: number;
  /** Place among the named labels; their number for everything else. */
  readonly label: number;
}

export interface Bar {
  rows: number;
  splits: number[];
  labels: number[];
}

const SPLITS = 4;

/** Counts rows by a key, told apart by split and by label. */
export class BarTally<Key> {
  readonly #labels: number;
  readonly #of = new Map<Key, Uint32Array>();

  /** `labels` is how many labels have a name; one more holds the rest. */
  constructor(labels: number) {
    this.#labels = labels + 1;
  }

  get size(): number {
    return this.#of.size;
  }

  keys(): Key[] {
    return [...this.#of.keys()];
  }

  add(key: Key, { split, label }: Part): void {
    let counts = this.#of.get(key);
    if (counts === undefined) {
      counts = new Uint32Array(SPLITS + this.#labels);
      this.#of.set(key, counts);
    }
    counts[split] = (counts[split] as number) + 1;
    counts[SPLITS + label] = (counts[SPLITS + label] as number) + 1;
  }

  /** Puts keys together, such as days into months. */
  regroup(into: (key: Key) => Key): void {
    const before = [...this.#of];
    this.#of.clear();
    for (const [key, counts] of before) {
      const kept = this.#of.get(into(key));
      if (kept === undefined) this.#of.set(into(key), counts);
      else for (const [place, rows] of counts.entries()) kept[place] = (kept[place] as number) + rows;
    }
  }

  rows(key: Key): number {
    const counts = this.#of.get(key);
    return counts === undefined ? 0 : counts.subarray(0, SPLITS).reduce((sum, rows) => sum + rows, 0);
  }

  /** One bar of all these keys together. */
  bar(keys: Iterable<Key>): Bar {
    const sum = new Array<number>(SPLITS + this.#labels).fill(0);
    for (const key of keys) {
      for (const [place, rows] of (this.#of.get(key) ?? []).entries()) sum[place] = (sum[place] as number) + rows;
    }
    const splits = sum.slice(0, SPLITS);
    return { rows: splits.reduce((all, rows) => all + rows, 0), splits, labels: sum.slice(SPLITS) };
  }
}
