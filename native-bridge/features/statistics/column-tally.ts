import type { Cell, ColumnFacts } from '../../contract/index.ts';
import { DistinctCount } from './distinct.ts';
import { FrequentTexts } from './frequent.ts';

const LONGEST_VALUE = 100;
const TOP = 20;

/** What stands in one column. `columns` is how many there are: a thousand share the room of ten. */
export class ColumnTally {
  readonly #column: string;
  readonly #values: FrequentTexts;
  readonly #distinct: DistinctCount;
  readonly #kinds = { text: 0, number: 0, boolean: 0 };
  #missing = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  constructor(column: string, columns: number) {
    this.#column = column;
    this.#values = new FrequentTexts(Math.max(40, Math.min(2000, Math.floor(100_000 / columns))));
    this.#distinct = columns > 100 ? new DistinctCount(500, 10) : new DistinctCount(Math.floor(400_000 / columns));
  }

  add(cell: Cell | undefined): void {
    if (cell === null || cell === undefined || cell === '') {
      this.#missing += 1;
      return;
    }
    if (typeof cell === 'number') this.#addNumber(cell);
    else this.#kinds[typeof cell === 'boolean' ? 'boolean' : 'text'] += 1;
    const value = String(cell);
    this.#distinct.add(value);
    if (value.length <= LONGEST_VALUE) this.#values.add(value);
  }

  facts(): ColumnFacts {
    const { number } = this.#kinds;
    const distinct = this.#distinct.count();
    return {
      column: this.#column,
      missing: this.#missing,
      distinct,
      exact: this.#distinct.exact,
      kinds: this.#kinds,
      numbers: number === 0 ? null : { min: this.#min, max: this.#max, mean: this.#sum / number },
      // Among many, a value that stands once is not a frequent one.
      top: this.#values.top(TOP).filter(({ rows }) => rows > 1 || distinct <= TOP),
    };
  }

  #addNumber(value: number): void {
    this.#kinds.number += 1;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }
}
