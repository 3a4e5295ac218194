import { type Cell, cellIn, type Row } from '../../../native-bridge/contract/index.ts';

export type ColumnKind = 'text' | 'number' | 'boolean' | 'date';

export interface ColumnType {
  /** What its cells say, whatever they are stored as: a CSV has numbers as texts. */
  readonly kind: ColumnKind;
  /** Whether some of its cells read as numbers: those can be compared, also where others are texts. */
  readonly hasNumbers: boolean;
  /** What its cells are; nothing where all that were seen are empty. */
  readonly holds: ReadonlySet<Stored>;
}

export type Stored = 'string' | 'number' | 'boolean';
export type ColumnTypes = ReadonlyMap<string, ColumnType>;

/** The types of columns, by some of their rows. */
export function columnTypes(columns: readonly string[], rows: readonly Row[]): ColumnTypes {
  return new Map(
    columns.map(name => {
      const cells = rows.map(({ cells }) => cellIn(cells, name)).filter(cell => cell !== null && cell !== '');
      return [
        name,
        {
          kind: kindOf(cells),
          hasNumbers: cells.some(isNumber),
          holds: new Set(cells.map(cell => typeof cell as Stored)),
        },
      ];
    }),
  );
}

function kindOf(cells: readonly Cell[]): ColumnKind {
  if (cells.length === 0) return 'text';
  if (cells.every(cell => typeof cell === 'boolean')) return 'boolean';
  if (cells.every(isNumber)) return 'number';
  return cells.every(cell => DATE.test(String(cell))) ? 'date' : 'text';
}

/** A date as ISO 8601 begins: such texts lie in the order of their times. */
const DATE = /^\d{4}-\d\d-\d\d(?:[T ]|$)/;

function isNumber(cell: Cell): boolean {
  return typeof cell === 'number' || (typeof cell === 'string' && cell.trim() !== '' && Number.isFinite(Number(cell)));
}
