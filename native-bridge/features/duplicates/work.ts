import type { FindDuplicates, RemoveDuplicates } from '../../contract/index.ts';
import { datasetTable } from '../../store/datasets.ts';
import { duplicateTable } from '../../store/duplicates.ts';
import { rowTable } from '../../store/rows.ts';
import type { Works, WorkTools } from '../../store/work.ts';
import { findDuplicates } from './find.ts';
import { type GroupsQuery, groupsOf } from './read.ts';
import { removeDuplicates } from './remove.ts';

/** What walks over all rows, in a thread of its own. */
export const WORKS = {
  find: (input: FindDuplicates, { db, progress }: WorkTools) => findDuplicates(db, input, progress, Date.now),
  groups: (query: GroupsQuery, { db }: WorkTools) =>
    groupsOf({ datasets: datasetTable(db), rows: rowTable(db), duplicates: duplicateTable(db) }, query),
  remove: (input: RemoveDuplicates, { db, progress }: WorkTools) => removeDuplicates(db, input, progress, Date.now),
} satisfies Works;
