import { type Cell, type ColumnSummary, cellIn, type DatasetId } from '../../contract/index.ts';
import { characters } from '../../core/text-facts.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { RowTable } from '../../store/rows.ts';
import { ColumnTally } from './column-tally.ts';

/** Read at once while the core answers others: some 30 ms. */
const SAMPLED_ROWS = 1000;
const SAMPLED_CELLS = 100_000;
const BINS = 12;

/** The columns of a dataset, of a sample of its rows that is spread over all of them; of all rows where they are few. */
export function columnSummaries(
  store: { readonly datasets: DatasetTable; readonly rows: RowTable },
  datasetId: DatasetId,
): { rows: number; sampled: number; columns: ColumnSummary[] } {
  const { columns, rowCount } = store.datasets.dataset(datasetId);
  const most = Math.max(50, Math.min(SAMPLED_ROWS, Math.floor(SAMPLED_CELLS / Math.max(1, columns.length))));
  const rows = sampleOf(store.rows, store.datasets.key(datasetId), rowCount, most);
  return {
    rows: rowCount,
    sampled: rows.length,
    columns: columns.map(column => {
      const cells = rows.map(row => cellIn(row.cells, column));
      const tally = new ColumnTally(column, columns.length);
      for (const cell of cells) tally.add(cell);
      return { ...tally.facts(), bins: binsOf(cells) };
    }),
  };
}

/** Rows at even distances. Numbers of rows that were taken out lead to the next one that is there. */
function sampleOf(rows: RowTable, key: number, rowCount: number, most: number) {
  if (rowCount <= most) return rows.batch(key, 0, most);
  const step = rows.last(key) / most;
  const found = new Map(
    Array.from({ length: most }, (_, place) => rows.batch(key, Math.floor(place * step), 1)[0])
      .filter(row => row !== undefined)
      .map(row => [row.row, row]),
  );
  return [...found.values()];
}

/** Numbers in bins of one width; where there are none, the lengths of texts, the longest of 20 in the last bin. */
function binsOf(cells: readonly (Cell | undefined)[]): ColumnSummary['bins'] {
  const numbers = cells.filter(cell => typeof cell === 'number');
  const values = numbers.length > 0 ? numbers : cells.filter(cell => typeof cell === 'string').map(characters);
  values.sort((a, b) => a - b);
  const [low, high] = [values[0], values.at(-1)];
  const end = numbers.length > 0 ? high : values[Math.floor(values.length * 0.95)];
  if (low === undefined || high === undefined || end === undefined || low === end) return [];
  const width = (end - low) / BINS;
  const bins = Array.from({ length: BINS }, (_, place) => ({
    from: low + place * width,
    to: place === BINS - 1 ? high : low + (place + 1) * width,
    rows: 0,
  }));
  for (const value of values) {
    const bin = bins[Math.min(BINS - 1, Math.floor((value - low) / width))];
    if (bin) bin.rows += 1;
  }
  return bins;
}
