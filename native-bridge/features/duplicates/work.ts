import type { CountDuplicates, DatasetId, FindDuplicates, RemoveDuplicates } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { duplicateTable } from '../../store/duplicates.ts';
import { rowTable } from '../../store/rows.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { findDuplicates } from './find.ts';
import { type DuplicateStore, type GroupsQuery, groupsOf, searchOf } from './read.ts';
import { countDuplicates, removeDuplicates } from './remove.ts';

/** What walks over all rows, in a thread of its own. */
export const WORKS = {
  find: (input: FindDuplicates, { db, progress }: WorkTools) => findDuplicates(db, input, progress, Date.now),
  search: ({ datasetId }: { datasetId: DatasetId }, { db }: WorkTools) => searchOf(storeOf(db), datasetId),
  groups: (query: GroupsQuery, { db }: WorkTools) => groupsOf(storeOf(db), query),
  count: (input: CountDuplicates, { db, progress }: WorkTools) => countDuplicates(db, input, progress),
  remove: (input: RemoveDuplicates, { db, progress }: WorkTools) => removeDuplicates(db, input, progress, Date.now),
} satisfies Works;

function storeOf(db: WorkTools['db']): DuplicateStore {
  return { datasets: datasetTable(db), rows: rowTable(db), duplicates: duplicateTable(db) };
}
