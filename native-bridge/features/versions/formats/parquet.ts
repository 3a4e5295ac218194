import { KindFinder } from '../cell-kinds.ts';
import { ParquetRows } from '../parquet-file.ts';
import type { RowFormat } from './format.ts';

/** `row`, `split`, then every column as what it holds: numbers are numbers, no cell is null. The footer has the parts. */
export const parquet: RowFormat = {
  id: 'parquet',
  ending: 'parquet',
  look({ columns, roles }) {
    const finder = new KindFinder();
    return {
      see({ cells }) {
        finder.see(cells);
        return false;
      },
      open(file) {
        const rows = new ParquetRows(file, columns, finder.kinds);
        return {
          add(row) {
            rows.add(row);
            return true;
          },
          end: () => rows.end(JSON.stringify({ roles })),
        };
      },
    };
  },
};
