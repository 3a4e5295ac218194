import { join } from 'node:path';
import type { Cell, DatasetId, Roles, Split } from '../native-bridge/contract/index.ts';
import { newId } from '../native-bridge/core/ids.ts';
import { changeLog, type RowChange } from '../native-bridge/store/changes.ts';
import { datasetTable } from '../native-bridge/store/datasets.ts';
import { leakTable } from '../native-bridge/store/leaks.ts';
import { openDatabase } from '../native-bridge/store/open.ts';
import { rowTable } from '../native-bridge/store/rows.ts';
import type { WorkTools } from '../native-bridge/store/work.ts';
import { temporaryFolder } from './temporary.ts';

export type Cells = Record<string, Cell>;

/** A project in a folder of its own, with datasets made of given rows. */
export function project() {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder.path, 'luthier.db'));
  const tools: WorkTools = { db, project: folder.path, progress: () => {} };
  const datasets = datasetTable(db);
  return {
    db,
    tools,
    folder: folder.path,
    add(name: string, all: Iterable<Cells>, roles: Roles, split?: (row: number) => Split | null) {
      const id = newId('ds') as DatasetId;
      const about = { id, name, columns: [], roles, sourceSha256: '', sourceName: name, createdAtMs: 1 };
      const key = datasets.insert(about);
      const columns = new Set<string>();
      const rows = rowTable(db);
      const changes: RowChange[] = [];
      db.transaction(() => {
        let row = 0;
        for (const cells of all) {
          for (const column of Object.keys(cells)) columns.add(column);
          const label = roles.label === undefined ? null : (cells[roles.label] ?? null);
          rows.insert(key, ++row, cells, label === null ? null : String(label));
          changes.push({ row, before: { split: null }, after: { split: split?.(row) ?? null } });
        }
      })();
      datasets.complete(key, [...columns], roles);
      if (split) changeLog(db).apply(key, 'Split', 1, changes);
      return { id, key };
    },
    /** As if somebody had just looked for leaks and found none: a test of writing need not look again. */
    vouch(key: number): void {
      const report = { equalTexts: 0, nearTexts: 0, sharedGroups: 0, leakedRows: 0, mends: [] };
      leakTable(db).keep(key, { stamp: changeLog(db).stamp(key), report, atMs: 1 }, []);
    },
    /** Adds a row as a person does. */
    addRow(key: number, row: number, cells: Cells, split: Split | null = null): void {
      rowTable(db).insertRemoved(key, row, cells, typeof cells.label === 'string' ? cells.label : null);
      const before = { removed: 1, split: null } as const;
      changeLog(db).apply(key, 'Add', 1, [{ row, before, after: { removed: 0, split } }]);
    },
    dump: (key: number) =>
      db.prepare('SELECT row, cells, label, split, removed FROM rows WHERE dataset = ? ORDER BY row').all(key),
    [Symbol.dispose]: () => {
      db.close();
      folder[Symbol.dispose]();
    },
  };
}

export const ROLES: Roles = { text: 'text', label: 'label' };
export const LABELS = ['ham', 'spam'];

/** Texts that share no words by chance, so that none is nearly equal to another. */
export const text = (seed: number) =>
  Array.from({ length: 9 }, (_, at) => ((seed + 1) * 7919 * (at + 3)).toString(36)).join(' ');
export const mails = (count: number): Cells[] =>
  Array.from({ length: count }, (_, at) => ({ text: text(at), label: LABELS[at % 2] as string, n: at }));
export const thirds = (row: number): Split | null =>
  (['train', 'train', 'test', null] as const)[row % 4] as Split | null;
