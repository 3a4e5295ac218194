import { isRisky } from '../contract/index.ts';

/**
 * Keeps spreadsheets from running a cell of a CSV as a formula: what begins like one gets an apostrophe in front. So
 * that nothing is lost, a last column says in which rows that was done, and an import takes the apostrophes off again.
 */

/** Name of the column that marks guarded rows; its cell holds `MARK` where a cell of the row was guarded. */
export const GUARD_COLUMN = 'luthier:guard';
export const MARK = 'apostrophe';

/** The cells of a row with apostrophes; null when none needs one. Cells that begin with one get a second. */
export function guardCells<Cell extends string | null>(cells: readonly Cell[]): (string | Cell)[] | null {
  if (!cells.some(cell => cell !== null && isRisky(cell))) return null;
  return cells.map(cell => (cell !== null && (isRisky(cell) || cell.startsWith("'")) ? `'${cell}` : cell));
}

/** The cells of a guarded row as they were. */
export function unguardCells<Cell extends string | null>(cells: readonly Cell[]): (string | Cell)[] {
  return cells.map(cell => (cell?.startsWith("'") ? cell.slice(1) : cell));
}
