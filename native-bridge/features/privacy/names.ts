import { type Cell, cellIn, type Dataset, type NamesState, type PrivacyScan } from '../../contract/index.ts';
import { stampOf } from '../../jobs/texts.ts';
import { datasetTable } from '../../store/datasets.ts';
import { type NameTable, nameTable } from '../../store/row-names.ts';
import { type Cells, rowTable } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { cellText } from '../dataset/index.ts';
import { columnsOf } from './columns.ts';
import type { Span } from './detector.ts';

const TOLD_EVERY = 1000;

/** What a model is given of a cell. Its places are those of the cell. */
export function textToRead(cell: Cell | undefined): string {
  return cellText(cell).toWellFormed();
}

export type NamesOf = (column: string, row: number, cell: Cell | undefined) => readonly Span[] | null;

/** Where names stand in a cell as it is; null when it has not been looked at. */
export function namesIn(table: NameTable, dataset: number, columns: readonly string[]): NamesOf {
  const known = new Map(columns.map(column => [column, table.ofColumn(dataset, column)]));
  return (column, row, cell) => {
    const text = textToRead(cell);
    if (text.trim() === '') return [];
    const found = known.get(column)?.(row);
    return found?.stamp === stampOf(text) ? found.spans : null;
  };
}

/** Whether a text of the row has not been looked at. */
export function isNotLookedAt(names: NamesOf, columns: readonly string[], row: number, cells: Cells): boolean {
  return columns.some(column => names(column, row, cellIn(cells, column)) === null);
}

/** How far the texts have been looked at. */
export function namesState(input: PrivacyScan, { db, progress }: WorkTools): NamesState {
  const datasets = datasetTable(db);
  const dataset = datasets.dataset(input.datasetId);
  const key = datasets.key(input.datasetId);
  const columns = columnsOf(dataset, input.columns);
  const names = namesIn(nameTable(db), key, columns);
  const state = { rows: 0, rowsNotLookedAt: 0, names: 0 };
  for (const { row, cells } of rowTable(db).each(key)) {
    if (state.rows % TOLD_EVERY === 0) progress({ done: state.rows, total: dataset.rowCount });
    const found = columns.map(column => names(column, row, cellIn(cells, column)));
    state.rows += 1;
    if (found.includes(null)) state.rowsNotLookedAt += 1;
    state.names += found.reduce((sum, spans) => sum + (spans?.length ?? 0), 0);
  }
  return state;
}

/** The title of the job, in the words of the list of jobs. */
export function namesTitle({ name }: Dataset, columns: readonly string[]): string {
  return `Names of people in ${name}: ${columns.join(', ')}`;
}
