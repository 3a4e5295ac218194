import {
  type BulkEdit,
  type BulkEditPreview,
  type BulkEditReport,
  becausePattern,
  type Cell,
  type ChangeTitle,
  cellIn,
  type Dataset,
  type DatasetId,
  LuthierError,
  type Split,
  titled,
} from '../../../contract/index.ts';
import { numberIn } from '../../../core/numbers.ts';
import { patternOf } from '../../../core/pattern.ts';
import { eachWithin } from '../../../core/time-limit.ts';
import { changeLog, type RowChange } from '../../../store/changes.ts';
import { datasetTable } from '../../../store/datasets.ts';
import { findRows, type RowQuery, teachQueries } from '../../../store/row-query.ts';
import { type Cells, rowTable, type StoredRow, storedTags } from '../../../store/rows.ts';
import { stagedCells } from '../../../store/staged-cells.ts';
import { testSplitTable } from '../../../store/test-split.ts';
import { tries } from '../../../store/tries.ts';
import type { WorkTools } from '../../../store/work.ts';
import { movesTest, testLocked } from '../test-lock.ts';
import { cellText } from '../text-key.ts';
import { cellChange, cleanTags, needColumn } from './edit-rows.ts';

export interface BulkRequest {
  readonly datasetId: DatasetId;
  readonly query: RowQuery;
  readonly edit: BulkEdit;
}

export interface BulkEditRequest extends BulkRequest {
  /** Whether the person lets go of a test split that is there. */
  readonly unlockTest: boolean;
}

const EXAMPLES = 20;

/** What an edit of all rows of a query would do, without doing it. */
export function previewBulkEdit(request: BulkRequest, tools: WorkTools): BulkEditPreview {
  const examples: BulkEditPreview['examples'] = [];
  let [rows, testRows] = [0, 0];
  for (const { change, stored } of bulkChanges(request, tools)) {
    rows += 1;
    if (movesTest(change)) testRows += 1;
    if (examples.length < EXAMPLES) examples.push(exampleOf(request.edit, stored, change));
  }
  return { rows, examples, testRows };
}

/**
 * The edit of all rows of a query as one change; none where no row would be another. It is worked out before the lock is
 * taken: others wait only while rows are written.
 *
 * Throws `splits.test_locked` when rows would enter or leave a test split that was not unlocked.
 */
export function bulkEdit(request: BulkEditRequest, tools: WorkTools, atMs: number): BulkEditReport {
  const { db } = tools;
  const { datasetId, query, edit } = request;
  const log = changeLog(db);
  for (const _ of tries()) {
    const stamp = log.stamp(query.dataset);
    const { numbers, testRows, changes } = workedOut(request, tools);
    if (numbers.length === 0) return { rows: 0, changeId: null };
    const isLocked = !request.unlockTest && datasetTable(db).dataset(datasetId).splitSizes.test > 0;
    if (testRows > 0 && isLocked) throw testLocked(db, datasetId);

    const write = db.transaction((): number | null => {
      if (log.stamp(query.dataset) !== stamp) return null;
      const changeId = log.apply(query.dataset, titleOf(edit, numbers.length), atMs, changes());
      if (testRows > 0) testSplitTable(db).lock(query.dataset);
      return changeId;
    });
    const changeId = write.immediate();
    if (changeId !== null) return { rows: numbers.length, changeId };
  }
  throw new LuthierError('dataset.rows_changed', { dataset: datasetTable(db).dataset(datasetId).name });
}

/** Which rows would change, and their changes once more: new cells wait in a table, so that a pattern is not asked twice. */
function workedOut(request: BulkRequest, tools: WorkTools) {
  const { db, progress } = tools;
  const { datasetId, query, edit } = request;
  const dataset = datasetTable(db).dataset(datasetId);
  const column = edit.kind === 'replace' ? edit.column : null;
  const staged = stagedCells(db);
  const numbers: number[] = [];
  let testRows = 0;
  let waiting: [number, Cell][] = [];
  for (const { change } of bulkChanges(request, tools)) {
    numbers.push(change.row);
    if (movesTest(change)) testRows += 1;
    if (column === null) continue;
    if (waiting.push([change.row, cellIn(change.after.cells ?? {}, column)]) < BATCH) continue;
    staged.add(waiting);
    waiting = [];
  }
  staged.add(waiting);

  const rows = rowTable(db);
  const again =
    column === null
      ? changeFor(edit, dataset)
      : (stored: StoredRow) => cellChange(dataset, stored, { ...stored.cells, [column]: staged.of(stored.row) });
  const changes = function* (): Generator<RowChange> {
    for (const [done, number] of numbers.entries()) {
      progress({ done, total: numbers.length });
      const stored = rows.stored(query.dataset, number);
      const change = stored && again(stored);
      if (change) yield change;
    }
    staged.clear();
  };
  return { numbers, testRows, changes };
}

interface BulkChange {
  readonly change: RowChange;
  readonly stored: StoredRow;
}

const BATCH = 256;
/** A batch ends early with long cells. */
const BATCH_CHARACTERS = 2 ** 20;
const BATCH_MS = 500;
const ROW_MS = 1000;

function* bulkChanges({ datasetId, query, edit }: BulkRequest, { db, progress }: WorkTools): Generator<BulkChange> {
  const dataset = datasetTable(db).dataset(datasetId);
  const goOn = () => progress({ done: 0, total: dataset.rowCount });
  teachQueries(db, goOn);
  const change = changeFor(edit, dataset);
  const numbers = Uint32Array.from(findRows(db, query));
  const rows = rowTable(db);
  let batch: StoredRow[] = [];
  let characters = 0;
  for (const [done, number] of numbers.entries()) {
    progress({ done, total: numbers.length });
    const stored = rows.stored(query.dataset, number);
    if (stored === undefined) continue;
    characters += lengthOf(stored.cells);
    if (batch.push(stored) < BATCH && characters < BATCH_CHARACTERS) continue;
    yield* changedIn(batch, change, edit, goOn);
    batch = [];
    characters = 0;
  }
  yield* changedIn(batch, change, edit, goOn);
}

function* changedIn(
  batch: readonly StoredRow[],
  change: (row: StoredRow) => RowChange | null,
  edit: BulkEdit,
  goOn: () => void,
): Generator<BulkChange> {
  const changes =
    edit.kind === 'replace' && edit.regex
      ? eachWithin(batch, change, {
          togetherMs: BATCH_MS,
          aloneMs: ROW_MS,
          between: goOn,
          tooSlow: index => {
            const row = batch[index]?.row ?? 0;
            const facts = { pattern: edit.find.slice(0, 200), row, seconds: ROW_MS / 1000 };
            return new LuthierError('dataset.pattern_slow', facts, { row });
          },
        })
      : batch.map(change);
  for (const [index, stored] of batch.entries()) {
    const found = changes[index];
    if (found) yield { change: found, stored };
  }
}

function lengthOf(cells: Cells): number {
  let length = 0;
  for (const cell of Object.values(cells)) if (typeof cell === 'string') length += cell.length;
  return length;
}

function changeFor(edit: BulkEdit, dataset: Dataset): (row: StoredRow) => RowChange | null {
  switch (edit.kind) {
    case 'set':
      needColumn(dataset, edit.column);
      return row => cellChange(dataset, row, { ...row.cells, [edit.column]: edit.value });
    case 'replace': {
      needColumn(dataset, edit.column);
      const replace = replacer(edit);
      return row => {
        const before = cellIn(row.cells, edit.column);
        if (before === null) return null;
        const text = replace(cellText(before));
        if (text === cellText(before)) return null;
        return cellChange(dataset, row, { ...row.cells, [edit.column]: typedLike(before, text) });
      };
    }
    case 'remove':
      return ({ row }) => ({ row, before: { removed: 0 }, after: { removed: 1 } });
    case 'star':
      return ({ row, starred }) =>
        starred === edit.starred
          ? null
          : { row, before: { starred: starred ? 1 : 0 }, after: { starred: edit.starred ? 1 : 0 } };
    case 'tag': {
      const [tag = ''] = cleanTags([edit.tag]);
      return ({ row, tags }) => {
        if (tags.includes(tag) === edit.on) return null;
        const after = edit.on ? [...tags, tag] : tags.filter(one => one !== tag);
        return { row, before: { tags: storedTags(tags) }, after: { tags: storedTags(after) } };
      };
    }
    case 'split':
      return ({ row, split }) =>
        split === edit.split ? null : { row, before: { split }, after: { split: edit.split } };
  }
}

function replacer(edit: Extract<BulkEdit, { kind: 'replace' }>): (text: string) => string {
  try {
    const find = patternOf(edit.regex ? edit.find : RegExp.escape(edit.find), edit.ignoreCase ? 'gi' : 'g');
    return edit.regex
      ? text => text.replace(find, edit.replacement)
      : text => text.replace(find, () => edit.replacement);
  } catch (error) {
    throw new LuthierError('dataset.pattern_invalid', becausePattern(edit.find, error as SyntaxError));
  }
}

/** A text as the value that was there, where it still reads as one: a number stays a number. */
function typedLike(before: Cell, text: string): Cell {
  const number = typeof before === 'number' ? numberIn(text) : null;
  // A whole number beyond 2^53 would lose digits.
  if (number !== null && (Number.isSafeInteger(number) || !Number.isInteger(number))) return number;
  return typeof before === 'boolean' && isTruth(text) ? text === 'true' : text;
}

function isTruth(text: string): boolean {
  return text === 'true' || text === 'false';
}

function exampleOf(edit: BulkEdit, stored: StoredRow, change: RowChange): BulkEditPreview['examples'][number] {
  const column = 'column' in edit ? edit.column : null;
  if (column === null) return { row: stored.row, before: null, after: null };
  return { row: stored.row, before: cellIn(stored.cells, column), after: cellIn(change.after.cells ?? {}, column) };
}

const MOVED = { train: 'toTrain', validation: 'toValidation', test: 'toTest' } as const satisfies Record<Split, string>;

function titleOf(edit: BulkEdit, count: number): ChangeTitle {
  switch (edit.kind) {
    case 'set':
      return titled('setCells', { column: edit.column, count });
    case 'replace':
      return titled('replaceText', { find: edit.find.slice(0, 40), column: edit.column, count });
    case 'remove':
      return titled('removeRows', { count });
    case 'star':
      return titled(edit.starred ? 'starRows' : 'unstarRows', { count });
    case 'tag':
      return titled(edit.on ? 'tagRows' : 'untagRows', { tag: edit.tag, count });
    case 'split':
      return titled(edit.split === null ? 'toNoSplit' : MOVED[edit.split], { count });
  }
}
