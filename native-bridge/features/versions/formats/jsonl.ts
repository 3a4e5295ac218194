import { cellIn } from '../../../contract/index.ts';
import { fileColumns } from '../parquet-file.ts';
import type { RowFormat } from './format.ts';

/** One object a line, `split` first where there are splits, every other column as it is. */
export const jsonl: RowFormat = {
  id: 'jsonl',
  ending: 'jsonl',
  losesParts: true,
  open(file, { columns, hasSplits }) {
    const names = [...fileColumns(columns, hasSplits ? ['split'] : [])];
    return {
      add({ split, cells }) {
        const object = Object.fromEntries(names.map(([column, name]) => [name, cellIn(cells, column)]));
        file.writeText(`${JSON.stringify(hasSplits ? { split, ...object } : object)}\n`);
        return true;
      },
      end() {},
    };
  },
};
