import { cellIn, isBlank, LuthierError } from '../../../contract/index.ts';
import type { Cells } from '../../../store/rows.ts';
import { ofElement } from './format.ts';

/** Of rows in which the same columns hold nothing so many are told one by one, of all others how many they are. */
const TOLD = 1000;

interface Kind {
  readonly columns: readonly string[];
  rows: number;
  last: Place;
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly element: number | undefined;
}

/** Rows with nothing in a column that is learned from: some in a file are worth a look each, a million are one fact. */
export class EmptyParts {
  readonly #needed: readonly string[];
  readonly #kinds = new Map<string, Kind>();

  constructor(needed: readonly string[]) {
    this.#needed = needed;
  }

  /** What is to be said of a row; null when it lacks nothing, or enough like it were told. */
  noteOf(place: Place, row: Cells): LuthierError | null {
    const columns = this.#needed.filter(column => isBlank(cellIn(row, column)));
    if (columns.length === 0) return null;
    const key = columns.join('\n');
    const kind = this.#kinds.get(key) ?? { columns, rows: 0, last: place };
    this.#kinds.set(key, kind);
    kind.rows += 1;
    kind.last = place;
    if (kind.rows > TOLD) return null;
    const { file, line, element } = place;
    const facts = { file, line, columns: columns.join(', ') };
    return ofElement(new LuthierError('import.no_part', facts, { file, row: line }), element);
  }

  /** What is to be said at the end of the rows that were not told. */
  rest(): { readonly line: number; readonly reason: LuthierError }[] {
    return [...this.#kinds.values()]
      .filter(({ rows }) => rows > TOLD)
      .map(({ columns, rows, last: { file, line, element } }) => {
        const facts = { file, line, count: rows - TOLD, columns: columns.join(', '), column: columns[0] ?? '' };
        return {
          line,
          reason: ofElement(new LuthierError('import.no_part_more', facts, { file, row: line }), element),
        };
      });
  }
}
