import {
  type BulkEdit,
  type BulkEditPreview,
  type BulkEditReport,
  type ChangeTitle,
  type Dataset,
  type DatasetId,
  LuthierError,
  type RowMarks,
  type Split,
  titled,
} from '../../../contract/index.ts';
import { type changeLog, changeLog as openChangeLog, type Patch, type RowChange } from '../../../store/changes.ts';
import { datasetTable } from '../../../store/datasets.ts';
import { findRows, type RowQuery, teachQueries } from '../../../store/row-query.ts';
import { type Cells, type RowTable, rowTable, type StoredRow, storedTags } from '../../../store/rows.ts';
import type { WorkTools } from '../../../store/work.ts';
import { labelOf } from '../roles.ts';
import { cellText } from '../text-key.ts';

interface Place {
  readonly dataset: Dataset;
  readonly key: number;
  readonly rows: RowTable;
  readonly changes: ReturnType<typeof changeLog>;
}

/** Cells of one row as a person wrote them: one change. Throws `params.invalid` for a column that is not there. */
export function editRow({ dataset, key, changes }: Place, stored: StoredRow, cells: Cells, atMs: number): void {
  const strange = Object.keys(cells).find(name => !dataset.columns.includes(name));
  if (strange !== undefined)
    throw new LuthierError('params.invalid', { field: strange, reason: 'there is no such column' });
  const change = cellChange(dataset, stored, { ...stored.cells, ...cells });
  if (change === null) return;
  const facts = { columns: Object.keys(cells).join(', '), row: stored.row };
  changes.apply(key, titled('editRow', facts), atMs, [change]);
}

export function markRow({ key, changes }: Place, stored: StoredRow, marks: RowMarks, atMs: number): void {
  const after: Patch = {
    ...(marks.starred !== undefined && { starred: marks.starred ? 1 : 0 }),
    ...(marks.tags !== undefined && { tags: storedTags(cleanTags(marks.tags)) }),
    ...(marks.note !== undefined && { note: marks.note?.trim() || null }),
  };
  const before: Patch = {
    ...(marks.starred !== undefined && { starred: stored.starred ? 1 : 0 }),
    ...(marks.tags !== undefined && { tags: storedTags(stored.tags) }),
    ...(marks.note !== undefined && { note: stored.note }),
  };
  const { row } = stored;
  const [mark, ...others] = Object.keys(after) as ('starred' | 'tags' | 'note')[];
  const name = mark === undefined || others.length > 0 ? 'marks' : mark === 'starred' ? 'star' : mark;
  changes.apply(key, titled(name, { row }), atMs, [{ row, before, after }]);
}

/** A new last row. Undoing takes it out again. */
export function addRow({ dataset, key, rows, changes }: Place, cells: Cells, title: ChangeTitle, atMs: number): number {
  const whole = Object.fromEntries(dataset.columns.map(name => [name, cells[name] ?? null]));
  const row = rows.last(key) + 1;
  rows.insertRemoved(key, row, whole, labelOf(whole, dataset.roles.label));
  changes.apply(key, title, atMs, [{ row, before: { removed: 1 }, after: { removed: 0 } }]);
  return row;
}

export function removeRows({ key, rows, changes }: Place, numbers: readonly number[], atMs: number): number {
  const there = rows.ofNumbers(key, new Set(numbers)).map(({ row }) => row);
  if (there.length === 0) return 0;
  const [first = 0] = there;
  const title: ChangeTitle =
    there.length === 1 ? titled('removeRow', { row: first }) : titled('removeRows', { count: there.length });
  const removal = (row: number): RowChange => ({ row, before: { removed: 0 }, after: { removed: 1 } });
  changes.apply(key, title, atMs, there.map(removal));
  return there.length;
}

export interface BulkRequest {
  readonly datasetId: DatasetId;
  readonly query: RowQuery;
  readonly edit: BulkEdit;
}

const EXAMPLES = 20;
const TOLD_EVERY = 1000;

/** What an edit of all rows of a query would do, without doing it. */
export function previewBulkEdit(request: BulkRequest, tools: WorkTools): BulkEditPreview {
  const examples: BulkEditPreview['examples'] = [];
  let rows = 0;
  for (const { change, stored } of bulkChanges(request, tools)) {
    rows += 1;
    if (examples.length < EXAMPLES) examples.push(exampleOf(request.edit, stored, change));
  }
  return { rows, examples };
}

/** The edit of all rows of a query as one change; none where no row would be another. No other edit comes in between. */
export function bulkEdit(request: BulkRequest, tools: WorkTools, atMs: number): BulkEditReport {
  return tools.db.transaction(() => editAll(request, tools, atMs)).immediate();
}

function editAll(request: BulkRequest, tools: WorkTools, atMs: number): BulkEditReport {
  const changes = bulkChanges(request, tools);
  const first = changes.next();
  if (first.done) return { rows: 0, changeId: null };
  let rows = 0;
  const counted = function* (): Generator<RowChange> {
    for (let next: IteratorResult<BulkChange> = first; !next.done; next = changes.next()) {
      rows += 1;
      yield next.value.change;
    }
  };
  const title = () => titleOf(request.edit, rows);
  return { changeId: openChangeLog(tools.db).apply(request.query.dataset, title, atMs, counted()), rows };
}

interface BulkChange {
  readonly change: RowChange;
  readonly stored: StoredRow;
}

function* bulkChanges({ datasetId, query, edit }: BulkRequest, { db, progress }: WorkTools): Generator<BulkChange> {
  teachQueries(db);
  const dataset = datasetTable(db).dataset(datasetId);
  const change = changeFor(edit, dataset);
  const numbers = Uint32Array.from(findRows(db, query));
  const rows = rowTable(db);
  for (const [done, number] of numbers.entries()) {
    if (done % TOLD_EVERY === 0) progress({ done, total: numbers.length });
    const stored = rows.stored(query.dataset, number);
    const changed = stored && change(stored);
    if (changed) yield { change: changed, stored };
  }
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
        const before = row.cells[edit.column];
        if (before === null || before === undefined) return null;
        const text = replace(cellText(before));
        return text === cellText(before) ? null : cellChange(dataset, row, { ...row.cells, [edit.column]: text });
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
  const flags = `gu${edit.ignoreCase ? 'i' : ''}`;
  try {
    const source = edit.regex ? edit.find : edit.find.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
    const find = new RegExp(source, flags);
    return edit.regex
      ? text => text.replace(find, edit.replacement)
      : text => text.replace(find, () => edit.replacement);
  } catch (error) {
    throw new LuthierError('params.invalid', { field: 'find', reason: (error as Error).message });
  }
}

function exampleOf(edit: BulkEdit, stored: StoredRow, change: RowChange): BulkEditPreview['examples'][number] {
  const column = 'column' in edit ? edit.column : null;
  if (column === null) return { row: stored.row, before: null, after: null };
  return { row: stored.row, before: stored.cells[column] ?? null, after: change.after.cells?.[column] ?? null };
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

/** Null when nothing is different. The label of a row is what its label column says. */
function cellChange(dataset: Dataset, { row, cells: before }: StoredRow, after: Cells): RowChange | null {
  if (dataset.columns.every(name => (before[name] ?? null) === (after[name] ?? null))) return null;
  const labels = [labelOf(before, dataset.roles.label), labelOf(after, dataset.roles.label)] as const;
  const relabelled = labels[0] !== labels[1];
  return {
    row,
    before: { cells: before, ...(relabelled && { label: labels[0] }) },
    after: { cells: after, ...(relabelled && { label: labels[1] }) },
  };
}

function needColumn(dataset: Dataset, column: string): void {
  if (!dataset.columns.includes(column)) {
    throw new LuthierError('params.invalid', { field: 'column', reason: `there is no column ${column}` });
  }
}

/** A tag is one word: white space in it would make it two. */
function cleanTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(tag => tag.trim().replace(/\s+/g, '-')).filter(tag => tag !== ''))];
}
