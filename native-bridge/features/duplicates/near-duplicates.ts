import { areSimilar, jaccard, Shingler } from './shingles.ts';
import { bandsFor } from './sketch.ts';
import { Texts } from './texts.ts';

export interface TextRow {
  readonly row: number;
  readonly text: string;
}

export interface NearDuplicateOptions {
  /** The least Jaccard similarity of two texts' shingles that makes them near duplicates, from 0.5 to 1. */
  readonly threshold: number;
  /** Reads a text again by its row. With it memory is bounded; without it, texts that do not fit are kept. */
  readonly textOf?: (row: number) => string;
  /** So many shingles are kept in memory, four bytes each; those of further texts are made again to be compared. */
  readonly keptShingles?: number;
}

const KEPT_SHINGLES = 32_000_000;

/** A search that is given its texts one by one. */
export class NearDuplicates {
  readonly #texts: Texts;
  readonly #threshold: number;

  constructor({ threshold, textOf, keptShingles = KEPT_SHINGLES }: NearDuplicateOptions) {
    this.#texts = new Texts(bandsFor(threshold), keptShingles, textOf);
    this.#threshold = threshold;
  }

  /** How many texts there are. */
  get count(): number {
    return this.#texts.rows.count;
  }

  add(row: number, text: string): void {
    this.#texts.add(row, text);
  }

  /** The groups, once all texts are there; `still` is called while they are compared and may throw to stop. */
  groups(still: () => void): number[][] {
    const texts = this.#texts;
    for (let band = 0; band < texts.bands.count; band++) joinByBand(texts, band, this.#threshold, still);
    return texts.groups.all().map(group => group.map(item => texts.rows.at(item)));
  }
}

/**
 * Rows whose texts are nearly the same, as groups: each row is at least as similar to another one of its group as the
 * threshold says. Largest groups first; rows in the order they were given. Rows without text are in no group.
 * `onProgress` hears how many texts were read, and still is called while they are compared: it may throw to stop.
 */
export function nearDuplicateGroups(
  rows: Iterable<TextRow>,
  options: NearDuplicateOptions,
  onProgress: (done: number) => void = () => {},
): number[][] {
  const search = new NearDuplicates(options);
  for (const { row, text } of rows) {
    search.add(row, text);
    if (search.count % 1024 === 0) onProgress(search.count);
  }
  onProgress(search.count);
  return search.groups(() => onProgress(search.count));
}

/** How alike other texts are to this one, from 0 to 1, as the search sees it. */
export function similarityTo(text: string): (other: string) => number {
  const shingler = new Shingler();
  const shingles = shingler.setOf(text);
  return other => jaccard(shingles, shingler.setOf(other));
}

/** Whether other texts are as alike to this one as a search with this threshold asks of a pair. */
export function alikeTo(text: string, threshold: number): (other: string) => boolean {
  const shingler = new Shingler();
  const shingles = shingler.setOf(text);
  return other => other === text || areSimilar(shingles, shingler.setOf(other), threshold);
}

/** A bucket is followed no further: where half of the rows share a key, not all are compared with all. */
const FOLLOWED = 256;
const COMPARED = 32;

/** Compares texts that share the key of one band, and joins those that are similar enough. */
function joinByBand(texts: Texts, band: number, threshold: number, still: () => void): void {
  const { different, groups, bands } = texts;
  const keys = texts.keys.numbers;
  const keyAt = (place: number): number => keys[place * bands.count + band] as number;
  /** The last text of each key, and of each text the one with the same key before it; -1 is none. */
  const lasts = new Int32Array(1 << Math.ceil(Math.log2(2 * different.count + 1))).fill(-1);
  const befores = new Int32Array(different.count);

  for (let place = 0; place < different.count; place++) {
    const key = keyAt(place);
    let slot = key & (lasts.length - 1);
    while (lasts[slot] !== -1 && keyAt(lasts[slot] as number) !== key) slot = (slot + 1) & (lasts.length - 1);
    let other = lasts[slot] as number;
    befores[place] = other;
    lasts[slot] = place;

    let compared = 0;
    for (let followed = 0; other !== -1 && followed < FOLLOWED && compared < COMPARED; followed++) {
      const left = different.at(other);
      const right = different.at(place);
      if (groups.of(left) !== groups.of(right)) {
        compared++;
        if (areSimilar(texts.setAt(other), texts.setAt(place), threshold)) groups.join(left, right);
      }
      other = befores[other] as number;
    }
    if (place % 4096 === 0) still();
  }
}
