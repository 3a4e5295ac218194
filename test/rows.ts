import { join } from 'node:path';
import type { DatasetId } from '../native-bridge/contract/index.ts';
import { parseQuery } from '../native-bridge/features/dataset/rows/parse-query.ts';
import { RowViews } from '../native-bridge/features/dataset/rows/row-views.ts';
import { changeLog } from '../native-bridge/store/changes.ts';
import { datasetTable } from '../native-bridge/store/datasets.ts';
import { openDatabase } from '../native-bridge/store/open.ts';
import { RowFinder } from '../native-bridge/store/row-finder.ts';
import { findRows, type RowQuery, teachQueries } from '../native-bridge/store/row-query.ts';
import { type Cells, rowTable } from '../native-bridge/store/rows.ts';
import { wordIndex } from '../native-bridge/store/words.ts';
import { temporaryFolder } from './temporary.ts';

/** A project with one dataset of these rows, and what one does with them; its roles are the columns text and label. */
export function openRows(stack: DisposableStack, columns: readonly string[], cells: readonly Cells[]) {
  const folder = stack.use(temporaryFolder()).path;
  const file = join(folder, 'luthier.db');
  const db = openDatabase(file);
  stack.defer(() => db.close());
  teachQueries(db);
  const datasets = datasetTable(db);
  const datasetId = 'ds_000000000001' as DatasetId;
  const roles = { text: 'text', label: 'label' };
  const key = datasets.insert({
    id: datasetId,
    name: 'some',
    columns: [...columns],
    roles,
    sourceSha256: 'x',
    sourceName: 'some.jsonl',
    createdAtMs: 1,
  });
  const rows = rowTable(db);
  db.transaction(() => {
    for (const [at, row] of cells.entries()) rows.insert(key, at + 1, row, String(row.label));
  })();
  datasets.complete(key, [...columns], roles);
  const changes = changeLog(db);
  const finder = stack.use(new RowFinder(file));
  const views = new RowViews({ datasets, rows, finder, stamp: changes.stamp });
  const words = wordIndex(db);
  const asked = (query: string, sort: RowQuery['sort'] = null): RowQuery => {
    const filter = parseQuery(query, columns);
    return { dataset: key, textColumn: 'text', filter, sort };
  };
  return {
    db,
    datasetId,
    key,
    rows,
    changes,
    views,
    words,
    asked,
    place: () => ({ dataset: datasets.dataset(datasetId), key, rows, changes }),
    tools: { db, project: folder, progress: () => {} },
    everything: () => db.prepare('SELECT * FROM rows ORDER BY row').all(),
    found: (query: string): number[] => [...findRows(db, asked(query))],
    indexWords: (): void => {
      while (words.step(key) > 0);
    },
  };
}
