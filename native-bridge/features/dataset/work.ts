import { setTimeout } from 'node:timers/promises';
import type { DatasetId } from '../../contract/index.ts';
import { changeLog } from '../../store/changes.ts';
import { datasetTable } from '../../store/datasets.ts';
import { forgottenChanges } from '../../store/forgotten.ts';
import { rowTable } from '../../store/rows.ts';
import { wordIndex } from '../../store/words.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { type BulkEditRequest, type BulkRequest, bulkEdit, previewBulkEdit } from './rows/bulk-edit.ts';
import { removeRows } from './rows/edit-rows.ts';
import { type RolesRequest, setRoles } from './rows/set-roles.ts';
import type { Step } from './rows/step-changes.ts';
import { checkStep } from './test-lock.ts';

/** Between two parts: another writer that waits gets in there, or it would have to meet the moment between them. */
const PAUSE_MS = 30;

/** What walks over all rows, in a thread of its own. */
export const WORKS = {
  previewBulkEdit: (request: BulkRequest, tools: WorkTools) => previewBulkEdit(request, tools),
  bulkEdit: (request: BulkEditRequest, tools: WorkTools) => bulkEdit(request, tools, Date.now()),
  setRoles: (request: RolesRequest, tools: WorkTools) => setRoles(request, tools, Date.now()),
  step: ({ datasetId, verb, changeId, unlockTest }: Step, { db, progress }: WorkTools) => {
    const check = (change: number): void => void (unlockTest || checkStep(db, datasetId, change));
    return changeLog(db)[verb](datasetTable(db).key(datasetId), datasetId, { changeId, check, progress });
  },
  removeRows: ({ datasetId, rows: numbers }: { datasetId: DatasetId; rows: readonly number[] }, { db }: WorkTools) => {
    const [rows, changes] = [rowTable(db), changeLog(db)];
    const place = { key: datasetTable(db).key(datasetId), rows, changes };
    return { rows: db.transaction(() => removeRows(place, numbers, Date.now())).immediate() };
  },
  forget: async (_: object, { db, progress }: WorkTools) => {
    const forgotten = forgottenChanges(db);
    for (let done = 1; forgotten.step(); done += 1) {
      progress({ done, total: done });
      await setTimeout(PAUSE_MS);
    }
  },
  words: async ({ key }: { key: number }, { db, progress }: WorkTools) => {
    const words = wordIndex(db);
    while (words.step(key) > 0) {
      const { indexed, total } = words.state(key);
      progress({ done: indexed, total });
      await setTimeout(PAUSE_MS);
    }
    return words.state(key);
  },
} satisfies Works;
