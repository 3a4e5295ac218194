import { type Learned, SharedParts } from '../dataset/index.ts';
import { alikeTo, NearDuplicates, nearDuplicateGroups } from './near-duplicates.ts';
import { Numbers } from './numbers.ts';

export interface NearRowOptions {
  readonly threshold: number;
  /** Reads again what is learned from a row. */
  readonly learnedAt: (row: number) => Learned;
  readonly keptShingles?: number;
}

/**
 * A search through rows that answer with a text. Two are near duplicates when nearly the same is asked and nearly the same
 * is answered, and they are alike beyond what many rows share: equal questions with other answers are no copies.
 */
export class NearRows {
  readonly #options: NearRowOptions;
  readonly #shared = new SharedParts();
  readonly #rows = new Numbers();

  constructor(options: NearRowOptions) {
    this.#options = options;
  }

  add(row: number, learned: Learned): void {
    this.#rows.add(row);
    this.#shared.add(partsOf(learned));
  }

  /** The groups, the largest first, once all rows are there. `still` hears how many were read and may throw to stop. */
  groups(still: (done: number) => void): number[][] {
    const { threshold, learnedAt } = this.#options;
    const { count } = this.#rows;
    const textOf = (row: number) => this.#shared.textWithout(partsOf(learnedAt(row)));
    const search = new NearDuplicates({ ...this.#options, textOf });
    for (let at = 0; at < count; at++) {
      if (at % 256 === 0) still(at);
      const row = this.#rows.at(at);
      search.add(row, textOf(row));
    }
    const found: number[][] = [];
    for (const group of search.groups(() => still(count))) {
      still(count);
      const asked = apart(group, row => learnedAt(row).input.join('\n\n'), threshold);
      for (const part of asked) found.push(...apart(part, row => learnedAt(row).answer, threshold));
    }
    return found.sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number));
  }
}

function partsOf(learned: Learned): readonly string[] {
  return learned.answer.trim() === '' ? learned.input : [...learned.input, learned.answer];
}

/** The rows of a group whose texts are near duplicates too, in groups of their own; those without a text are alike. */
function apart(group: readonly number[], textOf: (row: number) => string, threshold: number): number[][] {
  const rows = group.map(row => ({ row, text: textOf(row) }));
  const [first, second] = rows;
  if (first === undefined || second === undefined) return [];
  if (rows.every(({ text }) => text === first.text)) return [[...group]];
  if (rows.length === 2) return alikeTo(first.text, threshold)(second.text) ? [[...group]] : [];
  const silent = rows.filter(({ text }) => text.trim() === '').map(({ row }) => row);
  const groups = nearDuplicateGroups(rows, { threshold });
  return silent.length > 1 ? [...groups, silent] : groups;
}
