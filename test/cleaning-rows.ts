import { join } from 'node:path';
import type { CleaningStep, DatasetId, Roles } from '../native-bridge/contract/index.ts';
import { newId } from '../native-bridge/core/ids.ts';
import { Pipeline } from '../native-bridge/features/cleaning/pipeline.ts';
import { clean } from '../native-bridge/features/cleaning/work.ts';
import { labelOf } from '../native-bridge/features/dataset/index.ts';
import { changeLog } from '../native-bridge/store/changes.ts';
import { datasetTable } from '../native-bridge/store/datasets.ts';
import { openDatabase } from '../native-bridge/store/open.ts';
import { scoreTable } from '../native-bridge/store/row-scores.ts';
import { type Cells, rowTable } from '../native-bridge/store/rows.ts';
import { temporaryFolder } from './temporary.ts';
import { addWordModel } from './word-model.ts';

export type Line = readonly [text: string | null, label?: string | null, note?: string];

/** Rows of a dataset in a project of its own, to be cleaned. */
export function stored(lines: readonly Line[], more: Partial<Roles> = {}) {
  const rows = lines.map(
    ([text, label = null, note = null], index): Cells => ({ text, label, note: note ?? `  ${index}` }),
  );
  return storedRows(rows, { text: 'text', label: 'label', ...more });
}

/** Rows with any columns, those of the first. */
export function storedRows(all: readonly Cells[], roles: Roles) {
  const folder = temporaryFolder();
  const database = join(folder.path, 'luthier.db');
  const db = openDatabase(database);
  const datasets = datasetTable(db);
  const id = newId('ds') as DatasetId;
  const source = { sourceSha256: '0'.repeat(64), sourceName: 'rows.jsonl', createdAtMs: 1 };
  const columns = Object.keys(all[0] ?? {});
  const key = datasets.insert({ id, name: 'rows', columns, roles, ...source });
  const rows = rowTable(db);
  db.transaction(() => {
    for (const [index, cells] of all.entries()) rows.insert(key, index + 1, cells, labelOf(cells, roles.label));
  })();
  datasets.complete(key, columns, roles);
  return {
    db,
    id,
    key,
    place: { database, project: folder.path },
    log: changeLog(db),
    texts: () => rows.page({ dataset: key, after: 0, limit: 1000 }).map(({ row, cells }) => [row, cells.text]),
    /** Gives the rows scores of a model named `by words`. */
    score: (scores: readonly (number | null)[]) => {
      const { id: modelId } = addWordModel(db, folder.path);
      const found = scores.map((perplexity, at) => ({ row: at + 1, stamp: 'x', tokens: 2, perplexity }));
      scoreTable(db).put({ dataset: key, modelId, column: 'text', maxTokens: 256, atMs: 1 }, found);
    },
    left: () => rows.page({ dataset: key, after: 0, limit: 1000 }).map(({ row }) => row),
    dump: () => db.prepare('SELECT * FROM rows ORDER BY row').all(),
    clean: (...steps: Partial<CleaningStep>[]) =>
      clean({ db, project: folder.path, progress: () => {} }, { datasetId: id, steps: whole(steps) }, 1),
    preview: (...steps: Partial<CleaningStep>[]) =>
      new Pipeline(db, { datasetId: id, project: folder.path, steps: whole(steps), writes: false }, () => {}).run(),
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

export function whole(steps: readonly Partial<CleaningStep>[]): CleaningStep[] {
  return steps.map(step => ({ step: 'normalise', on: true, options: {}, ...step }));
}

export function numbersOf(report: { readonly steps: readonly { step: string; removed: number; changed: number }[] }) {
  return report.steps.map(({ step, removed, changed }) => [step, removed, changed]);
}
