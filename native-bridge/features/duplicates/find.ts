import type { Database } from 'better-sqlite3';
import { cellIn, type DuplicateSearch, type FindDuplicates, LuthierError } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { type DuplicateTable, duplicateTable } from '../../store/duplicates.ts';
import type { WorkTools } from '../../store/work.ts';
import { cellText } from '../dataset/index.ts';
import { nearDuplicateGroups } from './near-duplicates.ts';
import { searchOf } from './read.ts';

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
  const column = wanted ?? dataset.roles.text;
  if (!dataset.columns.includes(column)) {
    throw new LuthierError('duplicates.no_column', {
      column,
      dataset: dataset.name,
      columns: dataset.columns.join(', '),
    });
  }
  const table = duplicateTable(db);
  const total = dataset.rowCount;
  const seen = table.changesSeen(key);
  const groups = nearDuplicateGroups(
    textsOf(table, key, column),
    { threshold, textOf: row => cellText(cellIn(table.cellsOf(key, row), column)) },
    done => progress({ done: Math.min(done, total), total }),
  );
  const seconds = (performance.now() - start) / 1000;
  table.save(key, { column, threshold, rows: total, seconds, atMs: now(), ...seen }, groups);
  return searchOf({ datasets, duplicates: table }, datasetId) as DuplicateSearch;
}

function* textsOf(table: DuplicateTable, key: number, column: string) {
  for (const { row, cells } of table.cells(key)) yield { row, text: cellText(cellIn(cells, column)) };
}
