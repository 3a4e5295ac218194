import { cellIn, isRisky } from '../../../contract/index.ts';
import { GUARD_COLUMN, guardCells, MARK } from '../../../core/csv-guard.ts';
import type { WholeFile } from '../../../core/whole-file.ts';
import { fileColumns, fileText } from '../parquet-file.ts';
import type { About, RowFormat, RowWriter } from './format.ts';

/**
 * RFC 4180 in UTF-8. Cells that a spreadsheet would run are guarded, and the file says where, unless asked raw. Nothing
 * between two commas is no cell, two quotes are an empty text.
 */
export const csv: RowFormat = {
  id: 'csv',
  ending: 'csv',
  losesParts: true,
  look(about) {
    const { columns, hasSplits, raw } = about;
    // A line with nothing in it is no row, so where one column stands alone a cell that is none needs the mark too.
    const alone = columns.length === 1 && !hasSplits;
    let isMarked = !raw && columns.some(isRisky);
    return {
      see({ cells }) {
        const texts = columns.map(column => fileText(cellIn(cells, column)));
        isMarked ||= alone && texts[0] === null;
        isMarked ||= !raw && texts.some(text => text !== null && isRisky(text));
        return isMarked;
      },
      open: file => writer(file, about, isMarked),
    };
  },
};

function writer(file: WholeFile, { columns, hasSplits, raw }: About, isMarked: boolean): RowWriter {
  const names = [...fileColumns(columns, hasSplits ? ['split'] : [])];
  let guardedCells = 0;

  const write = (cells: readonly (string | null)[], unguarded: string | null, guarded: string): void => {
    const safe = raw ? null : guardCells(cells);
    if (safe) guardedCells += safe.filter((cell, at) => cell !== cells[at]).length;
    const line = [...(safe ?? cells), ...(isMarked ? [safe ? guarded : unguarded] : [])];
    file.writeText(`${line.map(quoted).join(',')}\r\n`);
  };
  write([...(hasSplits ? ['split'] : []), ...names.map(([, name]) => name)], GUARD_COLUMN, `${GUARD_COLUMN}'`);
  return {
    add({ split, cells }) {
      write([...(hasSplits ? [split] : []), ...names.map(([column]) => fileText(cellIn(cells, column)))], null, MARK);
      return true;
    },
    end() {},
    get guardedCells() {
      return guardedCells;
    },
  };
}

function quoted(text: string | null): string {
  if (text === null) return '';
  // Other delimiters too: a reader that guesses goes by what stands outside of quotes.
  return text === '' || /[",;|\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
