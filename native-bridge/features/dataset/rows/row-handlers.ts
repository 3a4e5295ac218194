import {
  type Blame,
  type Cell,
  type Change,
  cellIn,
  type DatasetId,
  type dataset,
  LuthierError,
  type RowView,
  titled,
  type WorkEvent,
} from '../../../contract/index.ts';
import type { Emit, Handlers } from '../../../core/router.ts';
import type { BlameEntry } from '../../../store/changes.ts';
import type { RowTable, StoredRow } from '../../../store/rows.ts';
import { tellWork, workStarter } from '../../../store/work.ts';
import type { WORKS } from '../work.ts';
import type { Caretaker } from './caretaker.ts';
import { addRow, editRow, markRow, needUnchanged, removeRows } from './edit-rows.ts';
import type { RowViews } from './row-views.ts';
import { MANY_ROWS, type Step, type StepDeps, stepChanges } from './step-changes.ts';

const start = workStarter<typeof WORKS>(new URL('../work.ts', import.meta.url));

export interface RowDeps extends StepDeps {
  readonly rows: RowTable;
  readonly views: RowViews;
  readonly caretaker: Caretaker;
  words(key: number): { readonly indexed: number; readonly total: number };
  now(): number;
  onBug(where: string, error: unknown): void;
}

type RowMethods =
  | 'rowsAt'
  | 'countRows'
  | 'unreadableTimes'
  | 'placeOf'
  | 'wordIndex'
  | 'editRow'
  | 'markRow'
  | 'addRow'
  | 'duplicateRow'
  | 'removeRows'
  | 'previewBulkEdit'
  | 'bulkEdit'
  | 'setRoles'
  | 'blame'
  | 'undo'
  | 'redo';

/** What a person sees of the rows, and does to them. */
export function rowHandlers(deps: RowDeps): Pick<Handlers<typeof dataset>, RowMethods> {
  const { datasets, rows, changes, views, writes } = deps;
  const placeOf = (datasetId: DatasetId) => ({
    dataset: datasets.dataset(datasetId),
    key: datasets.key(datasetId),
    rows,
    changes,
  });
  const need = (datasetId: DatasetId, row: number): StoredRow => {
    const key = datasets.key(datasetId);
    const stored = rows.stored(key, row);
    if (stored !== undefined) return stored;
    const { name } = datasets.dataset(datasetId);
    throw new LuthierError('dataset.row_not_found', { row, dataset: name, last: rows.last(key) });
  };
  /** Changes one row, and answers with it as it is then. */
  const change = async (datasetId: DatasetId, rowOf: () => number) => {
    const changed = await writes.write(() => {
      const row = rowOf();
      const [changed] = rows.ofNumbers(datasets.key(datasetId), [row]);
      if (changed === undefined) throw new Error(`row ${row} is gone after its change`);
      return changed;
    });
    deps.caretaker.follow(datasets.key(datasetId));
    return changed;
  };
  const step =
    (verb: 'undo' | 'redo') => (change: Omit<Step, 'verb'>, emit: Emit<WorkEvent<Change>>, end: () => void) =>
      tellWork(
        told => stepChanges(deps, { ...change, verb }, told),
        emit,
        end,
        error => deps.onBug(`dataset/${verb}`, error),
      );
  const bulk = (view: RowView) => ({ datasetId: view.datasetId, query: views.queryOf(view) });

  return {
    rowsAt: async ({ start, limit, ...view }) => {
      deps.caretaker.follow(datasets.key(view.datasetId));
      return views.page(view, start, limit);
    },
    countRows: async view => ({ rows: await views.count(view) }),
    unreadableTimes: view => views.unreadableTimes(view),
    placeOf: async ({ row, ...view }) => ({ place: await views.placeOf(view, row) }),
    wordIndex: ({ datasetId }) => deps.words(datasets.key(datasetId)),
    editRow: ({ datasetId, row, cells, from }) =>
      change(datasetId, () => {
        const stored = need(datasetId, row);
        if (from) needUnchanged(datasets.dataset(datasetId), stored, from);
        editRow(placeOf(datasetId), stored, cells, deps.now());
        return row;
      }),
    markRow: ({ datasetId, row, marks }) =>
      change(datasetId, () => {
        markRow(placeOf(datasetId), need(datasetId, row), marks, deps.now());
        return row;
      }),
    addRow: ({ datasetId, cells }) =>
      change(datasetId, () => addRow(placeOf(datasetId), cells, titled('addRow', {}), deps.now())),
    duplicateRow: ({ datasetId, row }) =>
      change(datasetId, () => {
        const { cells } = need(datasetId, row);
        return addRow(placeOf(datasetId), cells, titled('duplicateRow', { row }), deps.now());
      }),
    removeRows: ({ datasetId, rows: numbers }) =>
      writes.writeThen(
        () => (numbers.length > MANY_ROWS ? null : { rows: removeRows(placeOf(datasetId), numbers, deps.now()) }),
        removed => removed ?? start(deps.place, 'removeRows', { datasetId, rows: numbers }).answer,
      ),
    previewBulkEdit: ({ edit, ...view }, emit, end) => {
      const request = { ...bulk(view), edit };
      return tellWork(
        told => start(deps.place, 'previewBulkEdit', request, told),
        emit,
        end,
        error => deps.onBug('dataset/previewBulkEdit', error),
      );
    },
    bulkEdit: ({ edit, unlockTest, ...view }, emit, end) => {
      const request = { ...bulk(view), edit, unlockTest };
      return tellWork(
        told => start(deps.place, 'bulkEdit', request, told),
        emit,
        end,
        error => deps.onBug('dataset/bulkEdit', error),
      );
    },
    setRoles: (request, emit, end) =>
      tellWork(
        told => start(deps.place, 'setRoles', request, told),
        emit,
        end,
        error => deps.onBug('dataset/setRoles', error),
      ),
    blame: ({ datasetId, row }) =>
      changes.ofRow(datasets.key(datasetId), row).map((entry): Blame => {
        const { id: changeId, title, said, atMs, actor } = entry;
        return { changeId, title, said, atMs, actor, differences: differences(entry) };
      }),
    undo: step('undo'),
    redo: step('redo'),
  };
}

/** Cells one by one, then marks and parts, which are no cells. The label follows from the cells and the parts. */
function differences({ before, after, roles }: BlameEntry): Blame['differences'] {
  const { cells: cellsBefore = {}, label: _, ...marksBefore } = before;
  const { cells: cellsAfter = {}, label: __, ...marksAfter } = after;
  const named = (prefix: string, found: Blame['differences']) =>
    found.map(one => ({ ...one, field: `${prefix}${one.field}` }));
  return [
    ...differing(cellsBefore, cellsAfter),
    ...named('#', differing(marksBefore, marksAfter)),
    ...named('#role.', roles === null ? [] : differing(roles.before, roles.after)),
  ];
}

type Fields = Readonly<Record<string, Cell | undefined>>;

function differing(before: Fields, after: Fields): Blame['differences'] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields]
    .map(field => ({ field, before: cellIn(before, field), after: cellIn(after, field) }))
    .filter(one => one.before !== one.after);
}
