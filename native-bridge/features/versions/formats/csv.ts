import type { Cell } from '../../../contract/index.ts';
import { GUARD_COLUMN, guardCells, isRisky, MARK } from '../../../core/csv-guard.ts';
import { fileColumns, fileText } from '../parquet-file.ts';
import type { RowFormat } from './format.ts';

/** RFC 4180 in UTF-8. Cells that a spreadsheet would run are guarded, and the file says where, unless asked raw. */
export const csv: RowFormat = {
  id: 'csv',
  ending: 'csv',
  scan: ({ cells }, { columns, raw }) =>
    !raw && [...columns, ...columns.map(column => textOf(cells[column]))].some(isRisky),
  open(file, { columns, hasSplits, raw, scanned }) {
    const names = [...fileColumns(columns, hasSplits ? ['split'] : [])];
    const guarded = scanned && !raw;
    let guardedCells = 0;

    const write = (cells: string[], mark: string): void => {
      const safe = guarded ? guardCells(cells) : null;
      if (safe) guardedCells += safe.filter((cell, at) => cell !== cells[at]).length;
      const line = [...(safe ?? cells), ...(guarded ? [safe ? mark : ''] : [])];
      file.writeText(`${line.map(quoted).join(',')}\r\n`);
    };
    const header = [...(hasSplits ? ['split'] : []), ...names.map(([, name]) => name)];
    if (guarded)
      file.writeText(
        `${[...(guardCells(header) ?? header), guardCells(header) ? `${GUARD_COLUMN}'` : GUARD_COLUMN].map(quoted).join(',')}\r\n`,
      );
    else write(header, '');
    return {
      add({ split, cells }) {
        write([...(hasSplits ? [split ?? ''] : []), ...names.map(([column]) => textOf(cells[column]))], MARK);
        return true;
      },
      end() {},
      get guardedCells() {
        return guardedCells;
      },
    };
  },
};

function textOf(cell: Cell | undefined): string {
  return fileText(cell) ?? '';
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
