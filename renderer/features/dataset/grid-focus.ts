import type { GridApi } from 'ag-grid-community';
import type { Roles, Row } from '../../../native-bridge/contract/index.ts';
import { fileColumn, isWrittenInLine } from './grid-columns.ts';

export function isOnScreen(api: GridApi<Row>, row: number): boolean {
  const node = api.getRowNode(String(row));
  if (!node || node.rowTop === null) return false;
  const { top, bottom } = api.getVerticalPixelRange();
  return node.rowTop >= top && node.rowTop + (node.rowHeight ?? 0) <= bottom;
}

/** The column that had the focus, else the text. */
function focusedColumn(api: GridApi<Row>, text: string): string | undefined {
  const column = api.getFocusedCell()?.column ?? api.getColumn(`.${text}`);
  return column?.isVisible() ? column.getColId() : api.getAllDisplayedColumns()[0]?.getColId();
}

/** At a place, or where the focus was; the first row on the screen when it was nowhere. */
export function focusCell(api: GridApi<Row>, place: number | null, text: string): void {
  const column = focusedColumn(api, text);
  const index = place ?? api.getFocusedCell()?.rowIndex ?? api.getSelectedNodes()[0]?.rowIndex ?? 0;
  if (column === undefined) return;
  api.ensureIndexVisible(index);
  focusDrawn(api, index, column, FRAMES);
}

/**
 * On a cell, Ctrl Home and Ctrl End go to the first and the last row; by themselves they would leave the focus behind, and
 * scroll there so smoothly that whoever goes elsewhere meanwhile is taken back.
 */
export function goToEnd(api: GridApi<Row>, event: KeyboardEvent, text: string): void {
  if (!(event.target as Element).closest('.ag-cell')) return;
  const isEnd = event.key === 'Home' || event.key === 'End';
  if (!isEnd || !(event.ctrlKey || event.metaKey) || api.getEditingCells().length > 0) return;
  event.preventDefault();
  focusCell(api, event.key === 'Home' ? 0 : api.getDisplayedRowCount() - 1, text);
}

/** What comes by scrolling is drawn a few frames later. */
const FRAMES = 10;

function focusDrawn(api: GridApi<Row>, index: number, column: string, frames: number): void {
  if (api.isDestroyed()) return;
  api.setFocusedCell(index, column);
  if (frames === 0 || document.activeElement?.closest(`.ag-row[row-index="${index}"]`)) return;
  requestAnimationFrame(() => focusDrawn(api, index, column, frames - 1));
}

/** Begins to write the cell that has, or had, the focus: in line, or wherever it is opened. */
export function editFocused(api: GridApi<Row>, roles: Roles, open: (row: Row, column: string) => void): void {
  // The key that asks for it may have begun it already.
  if (api.getEditingCells().length > 0) return;
  const index = api.getFocusedCell()?.rowIndex ?? api.getSelectedNodes()[0]?.rowIndex;
  const colKey = focusedColumn(api, roles.text);
  if (index === null || index === undefined || colKey === undefined) return;
  const row = api.getDisplayedRowAtIndex(index)?.data;
  const column = fileColumn(colKey);
  if (row === undefined || column === null) return;
  if (!isWrittenInLine(row, column, roles)) open(row, column);
  else {
    api.setFocusedCell(index, colKey);
    api.startEditingCell({ rowIndex: index, colKey, key: 'F2' });
  }
}
