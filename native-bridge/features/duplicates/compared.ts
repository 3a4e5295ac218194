import { cellIn, type Roles } from '../../contract/index.ts';
import type { Cells } from '../../store/rows.ts';
import { cellText, learnedOf, learnedText } from '../dataset/index.ts';

/** What a search compares of a row: a column, or all that is learned from where there is none. */
export function comparedText(column: string | null, roles: Roles): (cells: Cells) => string {
  if (column === null) return cells => learnedText(learnedOf(cells, roles));
  return cells => cellText(cellIn(cells, column));
}
