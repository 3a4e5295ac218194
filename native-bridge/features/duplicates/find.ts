import type { Database } from 'better-sqlite3';
import { type DuplicateSearch, type FindDuplicates, hasAnswers, LuthierError } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { type DuplicateTable, duplicateTable } from '../../store/duplicates.ts';
import type { Cells } from '../../store/rows.ts';
import type { WorkTools } from '../../store/work.ts';
import { learnedOf } from '../dataset/index.ts';
import { comparedText } from './compared.ts';
import { nearDuplicateGroups } from './near-duplicates.ts';
import { NearRows } from './near-rows.ts';
import { searchOf } from './read.ts';

const TOLD_EVERY = 1000;

/** Searches all rows of a dataset for near duplicates and keeps the groups. */
export function findDuplicates(
  db: Database,
  { datasetId, threshold, column: wanted }: FindDuplicates,
  progress: WorkTools['progress'],
  now: () => number,
): DuplicateSearch {
  const start = performance.now();
  const datasets = datasetTable(db);
  const dataset = datasets.dataset(datasetId);
  const key = datasets.key(datasetId);
  const column = wanted ?? (hasAnswers(dataset.roles) ? null : dataset.roles.text);
  if (column !== null && !dataset.columns.includes(column)) {
    throw new LuthierError('duplicates.no_column', {
      column,
      dataset: dataset.name,
      columns: dataset.columns.join(', '),
    });
  }
  const table = duplicateTable(db);
  const total = dataset.rowCount;
  const seen = table.changesSeen(key);
  const tell = (done: number, of = total): void => progress({ done: Math.min(done, of), total: of });
  const cellsOf = (row: number) => table.cellsOf(key, row);
  const inWholeRows = (): number[][] => {
    const search = new NearRows({ threshold, learnedAt: row => learnedOf(cellsOf(row), dataset.roles) });
    let done = 0;
    for (const { row, cells } of table.cells(key)) {
      if (done++ % TOLD_EVERY === 0) tell(done, 2 * total);
      search.add(row, learnedOf(cells, dataset.roles));
    }
    return search.groups(read => tell(total + read, 2 * total));
  };
  const inColumn = (): number[][] => {
    const compared = comparedText(column, dataset.roles);
    const textOf = (row: number) => compared(cellsOf(row));
    return nearDuplicateGroups(textsOf(table, key, compared), { threshold, textOf }, tell);
  };
  const groups = column === null ? inWholeRows() : inColumn();
  const seconds = (performance.now() - start) / 1000;
  table.save(key, { column, threshold, rows: total, seconds, atMs: now(), ...seen }, groups);
  return searchOf({ datasets, duplicates: table }, datasetId) as DuplicateSearch;
}

function* textsOf(table: DuplicateTable, key: number, compared: (cells: Cells) => string) {
  for (const { row, cells } of table.cells(key)) yield { row, text: compared(cells) };
}
