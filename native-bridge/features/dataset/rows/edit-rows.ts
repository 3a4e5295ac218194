import {
  because,
  type ChangeTitle,
  cellIn,
  type Dataset,
  LuthierError,
  type RowMarks,
  titled,
} from '../../../contract/index.ts';
import type { changeLog, Patch, RowChange } from '../../../store/changes.ts';
import { type Cells, type RowTable, type StoredRow, storedTags } from '../../../store/rows.ts';
import { labelOf } from '../roles.ts';

interface Place {
  readonly dataset: Dataset;
  readonly key: number;
  readonly rows: RowTable;
  readonly changes: ReturnType<typeof changeLog>;
}

/** Cells of one row as a person wrote them: one change. Throws `params.invalid` for a column that is not there. */
export function editRow({ dataset, key, changes }: Place, stored: StoredRow, cells: Cells, atMs: number): void {
  for (const name of Object.keys(cells)) needColumn(dataset, name, name);
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
  const whole = Object.fromEntries(dataset.columns.map(name => [name, cellIn(cells, name)]));
  const row = rows.last(key) + 1;
  rows.insertRemoved(key, row, whole, labelOf(whole, dataset.roles.label));
  changes.apply(key, title, atMs, [{ row, before: { removed: 1 }, after: { removed: 0 } }]);
  return row;
}

export function removeRows(
  { key, rows, changes }: Omit<Place, 'dataset'>,
  numbers: readonly number[],
  atMs: number,
): number {
  const there = rows.ofNumbers(key, new Set(numbers)).map(({ row }) => row);
  if (there.length === 0) return 0;
  const [first = 0] = there;
  const title: ChangeTitle =
    there.length === 1 ? titled('removeRow', { row: first }) : titled('removeRows', { count: there.length });
  const removal = (row: number): RowChange => ({ row, before: { removed: 0 }, after: { removed: 1 } });
  changes.apply(key, title, atMs, there.map(removal));
  return there.length;
}

/** Null when nothing is different. The label of a row is what its label column says. */
export function cellChange(dataset: Dataset, { row, cells: before }: StoredRow, after: Cells): RowChange | null {
  if (dataset.columns.every(name => cellIn(before, name) === cellIn(after, name))) return null;
  const labels = [labelOf(before, dataset.roles.label), labelOf(after, dataset.roles.label)] as const;
  const relabelled = labels[0] !== labels[1];
  return {
    row,
    before: { cells: before, ...(relabelled && { label: labels[0] }) },
    after: { cells: after, ...(relabelled && { label: labels[1] }) },
  };
}

/** Throws `dataset.row_changed` where a cell holds something else than it did for whoever looked at it. */
export function needUnchanged({ name }: Dataset, { row, cells }: StoredRow, from: Cells): void {
  const changed = Object.keys(from).filter(column => cellIn(cells, column) !== from[column]);
  if (changed.length === 0) return;
  throw new LuthierError('dataset.row_changed', { row, dataset: name, columns: changed.join(', ') });
}

/** Throws `params.invalid` for a column that is not there. */
export function needColumn({ columns }: Dataset, column: string, field = 'column'): void {
  if (columns.includes(column)) return;
  throw new LuthierError('params.invalid', { field, ...because('edit.no_column', { column }) });
}

/** A tag is one word: white space in it would make it two. */
export function cleanTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(tag => tag.trim().replace(/\s+/g, '-')).filter(tag => tag !== ''))];
}
