import { ParquetRows } from '../parquet-file.ts';
import type { RowFormat } from './format.ts';

/** The form of a frozen version: `row`, `split`, then every column as text. */
export const parquet: RowFormat = {
  id: 'parquet',
  ending: 'parquet',
  open(file, { columns }) {
    const rows = new ParquetRows(file, columns);
    return {
      add(row) {
        rows.add(row);
        return true;
      },
      end: () => rows.end(),
    };
  },
};
