import type { Cell, CellKind } from '../../contract/index.ts';
import type { Cells } from '../../store/rows.ts';

/** Finds out what the columns of rows hold: one kind of value, or several. */
export class KindFinder {
  readonly #kinds = new Map<string, CellKind>();

  see(cells: Cells): void {
    for (const column in cells) {
      const kind = kindOf(cells[column]);
      if (kind === null) continue;
      const known = this.#kinds.get(column);
      if (known === kind || known === 'mixed') continue;
      this.#kinds.set(column, known === undefined ? kind : both(known, kind));
    }
  }

  /** Of a column without a value there is nothing to say. */
  get kinds(): Record<string, CellKind> {
    return Object.fromEntries(this.#kinds);
  }
}

/** The kind of a column; undefined where none is known. */
export function kindIn(kinds: Readonly<Record<string, CellKind>>, column: string): CellKind | undefined {
  return Object.hasOwn(kinds, column) ? kinds[column] : undefined;
}

function kindOf(cell: Cell | undefined): CellKind | null {
  if (typeof cell === 'string') return 'text';
  if (typeof cell === 'boolean') return 'boolean';
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? 'integer' : 'number';
  return null;
}

function both(one: CellKind, other: CellKind): CellKind {
  const isNumber = (kind: CellKind) => kind === 'integer' || kind === 'number';
  return isNumber(one) && isNumber(other) ? 'number' : 'mixed';
}

/** Whether a cell can stand in a column of this kind; of a column of several, or of none that is known, any can. */
export function isOf(cell: Cell | undefined, kind: CellKind | undefined): boolean {
  const own = kindOf(cell);
  if (own === null || kind === undefined || kind === 'mixed') return true;
  return own === kind || (own === 'integer' && kind === 'number');
}

/** The cell that was written down as a text. Of a column of several kinds a text stays a text. */
export function cellOf(text: string | null, kind: CellKind | undefined): Cell {
  if (text === null) return null;
  if (kind === 'boolean') return text === 'true';
  return kind === 'integer' || kind === 'number' ? Number(text) : text;
}
