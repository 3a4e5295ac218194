import {
  asksTheSame,
  type Dataset,
  type DatasetId,
  LuthierError,
  ROLES,
  type Roles,
  type RolesReport,
  type SomeRoles,
  titled,
  withoutTakenText,
  withTakenText,
} from '../../../contract/index.ts';
import { changeLog, type RowChange } from '../../../store/changes.ts';
import { datasetTable } from '../../../store/datasets.ts';
import { duplicateTable } from '../../../store/duplicates.ts';
import { rowTable } from '../../../store/rows.ts';
import { stagedChanges } from '../../../store/staged-changes.ts';
import { testSplitTable } from '../../../store/test-split.ts';
import { tries } from '../../../store/tries.ts';
import type { WorkTools } from '../../../store/work.ts';
import { labelOf } from '../roles.ts';
import { checkUnlocked } from '../test-lock.ts';

export interface RolesRequest {
  readonly datasetId: DatasetId;
  readonly roles: SomeRoles;
  /** The parts that were looked at. */
  readonly from: SomeRoles;
  /** Whether the person lets go of a test split that is there. */
  readonly unlockTest: boolean;
}

const PART = 1000;

/**
 * Gives the columns of a dataset other parts, as one change. Rows keep their cells; where the label is another column,
 * the label that stands beside them is read anew, before the lock is taken: others wait only while rows are written.
 *
 * Throws `dataset.no_column`, `dataset.column_twice`, `dataset.no_text`, `dataset.roles_changed`, and
 * `splits.test_locked` when a test split that was not unlocked would ask something else.
 */
export function setRoles(
  { datasetId, roles, from, unlockTest }: RolesRequest,
  tools: WorkTools,
  atMs: number,
): RolesReport {
  const { db } = tools;
  const datasets = datasetTable(db);
  const log = changeLog(db);
  const key = datasets.key(datasetId);
  for (const _ of tries()) {
    const stamp = log.stamp(key);
    const dataset = datasets.dataset(datasetId);
    const after = checked(dataset, roles);
    const columns = columnsOf(dataset.roles, after);
    if (columns.length === 0) return { roles: after, rows: 0, changeId: null };
    needUnchanged(dataset, from);

    const movesTest = dataset.splitSizes.test > 0 && !asksTheSame(dataset.roles, after);
    if (movesTest) checkUnlocked(db, datasetId, unlockTest);
    const relabelled = dataset.roles.label !== after.label ? relabel(key, after.label, tools) : NOTHING;
    const write = db.transaction((): number | null => {
      if (log.stamp(key) !== stamp) return null;
      const title = titled('setRoles', { columns: columns.join(', ') });
      const change = log.apply(key, title, atMs, relabelled.changes());
      log.setRoles(key, change, after);
      // What was found in all that is learned from goes by the parts; what was found in a column does not.
      if (duplicateTable(db).found(key)?.column !== null) duplicateTable(db).addHarmless(key, change);
      if (movesTest) testSplitTable(db).lock(key);
      return change;
    });
    const changeId = write.immediate();
    if (changeId !== null) return { roles: after, rows: relabelled.rows, changeId };
  }
  throw new LuthierError('dataset.rows_changed', { dataset: datasets.dataset(datasetId).name });
}

function checked({ name, columns }: Dataset, wanted: SomeRoles): Roles {
  const { text, ...others } = withTakenText(wanted);
  for (const role of ROLES) {
    const column = wanted[role];
    if (column === undefined || columns.includes(column)) continue;
    const facts = { dataset: name, column, columns: columns.slice(0, 100).join(', ') || '(none)', role };
    throw new LuthierError('dataset.no_column', facts, { field: role });
  }
  if (text === undefined) throw new LuthierError('dataset.no_text', { dataset: name }, { field: 'text' });
  const roles = Object.fromEntries(Object.entries({ text, ...others }).filter(([, column]) => column !== undefined));
  needOnePart(name, roles);
  return roles as Roles;
}

/** Throws `dataset.column_twice`; the text may be the column of the chat or of the instruction. */
function needOnePart(dataset: string, roles: SomeRoles): void {
  const said = withoutTakenText(roles);
  for (const [column, of] of Map.groupBy(ROLES, role => said[role])) {
    if (column === undefined || of.length === 1) continue;
    throw new LuthierError('dataset.column_twice', { dataset, column, roles: of.join(', ') }, { field: of[1] });
  }
}

/** Throws `dataset.roles_changed` where columns play other parts than they did for whoever looked at them. */
function needUnchanged({ name, roles }: Dataset, from: SomeRoles): void {
  const columns = columnsOf(roles, from);
  if (columns.length > 0)
    throw new LuthierError('dataset.roles_changed', { dataset: name, columns: columns.join(', ') });
}

/** Columns that play another part in the one than in the other, or none. */
function columnsOf(one: SomeRoles, other: SomeRoles): string[] {
  const moved = ROLES.filter(role => one[role] !== other[role]);
  return [...new Set(moved.flatMap(role => [one[role] ?? [], other[role] ?? []].flat()))];
}

interface Relabelled {
  readonly rows: number;
  readonly changes: () => Iterable<RowChange>;
}

const NOTHING: Relabelled = { rows: 0, changes: () => [] };

/** The rows whose label is another one when it is read from this column. */
function relabel(key: number, column: string | undefined, { db, progress }: WorkTools): Relabelled {
  const table = rowTable(db);
  const staged = stagedChanges(db);
  const last = table.last(key);
  let rows = 0;
  for (let part = table.labelled(key, 0, PART); part.length > 0; ) {
    const changes = part.flatMap(({ row, cells, label: before }): RowChange[] => {
      const after = labelOf(cells, column);
      return after === before ? [] : [{ row, before: { label: before }, after: { label: after } }];
    });
    staged.add(changes);
    rows += changes.length;
    const done = part.at(-1)?.row ?? last;
    progress({ done, total: last + rows });
    part = table.labelled(key, done, PART);
  }
  const changes = function* (): Generator<RowChange> {
    let done = last;
    for (const change of staged.all()) {
      if (++done % PART === 0) progress({ done, total: last + rows });
      yield change;
    }
    staged.clear();
  };
  return { rows, changes };
}
