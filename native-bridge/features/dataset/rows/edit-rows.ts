import {
  type BulkEdit,
  type BulkEditPreview,
  type BulkEditReport,
  type Dataset,
  type DatasetId,
  LuthierError,
  type RowMarks,
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
  const names = Object.keys(cells).join(', ');
  changes.apply(key, `Edit ${names} of row ${stored.row}`, atMs, [change]);
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
  const what = Object.keys(after).map(mark => ({ starred: 'star', tags: 'tags', note: 'note' })[mark]);
  changes.apply(key, `Set ${what.join(', ')} of row ${stored.row}`, atMs, [{ row: stored.row, before, after }]);
}

/** A new last row. Undoing takes it out again. */
export function addRow({ dataset, key, rows, changes }: Place, cells: Cells, title: string, atMs: number): number {
  const whole = Object.fromEntries(dataset.columns.map(name => [name, cells[name] ?? null]));
  const row = rows.last(key) + 1;
  rows.insertRemoved(key, row, whole, labelOf(whole, dataset.roles.label));
  changes.apply(key, title, atMs, [{ row, before: { removed: 1 }, after: { removed: 0 } }]);
  return row;
}

export function removeRows({ key, rows, changes }: Place, numbers: readonly number[], atMs: number): number {
  const there = rows.ofNumbers(key, new Set(numbers)).map(({ row }) => row);
  if (there.length === 0) return 0;
  const title = there.length === 1 ? `Remove row ${there[0]}` : `Remove ${there.length} rows`;
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

/** The edit of all rows of a query as one change. */
export function bulkEdit(request: BulkRequest, tools: WorkTools, atMs: number): BulkEditReport {
  const { db } = tools;
  const key = request.query.dataset;
  let rows = 0;
  const counted = function* () {
    for (const { change } of bulkChanges(request, tools)) {
      rows += 1;
      yield change;
    }
  };
  // The count belongs into the title, so it is known first; a preview has just read the same rows.
  const planned = previewBulkEdit(request, tools).rows;
  if (planned === 0) return { rows: 0, changeId: null };
  const changeId = openChangeLog(db).apply(key, titleOf(request.edit, planned), atMs, counted());
  return { rows, changeId };
}

function* bulkChanges({ datasetId, query, edit }: BulkRequest, { db, progress }: WorkTools) {
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

function titleOf(edit: BulkEdit, rows: number): string {
  const of = rows === 1 ? '1 row' : `${rows} rows`;
  switch (edit.kind) {
    case 'set':
      return `Set ${edit.column} of ${of}`;
    case 'replace':
      return `Replace ${edit.find.slice(0, 40)} in ${edit.column} of ${of}`;
    case 'remove':
      return `Remove ${of}`;
    case 'star':
      return `${edit.starred ? 'Star' : 'Unstar'} ${of}`;
    case 'tag':
      return `${edit.on ? 'Tag' : 'Untag'} ${of} ${edit.tag}`;
    case 'split':
      return `Move ${of} to ${edit.split ?? 'no split'}`;
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
