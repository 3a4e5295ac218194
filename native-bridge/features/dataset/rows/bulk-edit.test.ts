import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRows } from '../../../../test/rows.ts';
import type { BulkEdit, LuthierError } from '../../../contract/index.ts';
import { forgottenChanges } from '../../../store/forgotten.ts';
import { bulkEdit, previewBulkEdit } from './bulk-edit.ts';
import { editRow } from './edit-rows.ts';

const COLUMNS = ['text', 'label', 'score'];

let stack: DisposableStack;
let house: ReturnType<typeof openRows>;

beforeEach(() => {
  stack = new DisposableStack();
  house = openRows(stack, COLUMNS, [
    { text: 'an e-mail of 1.5 [EUR]', label: 'ham', score: 10 },
    { text: `${'a'.repeat(35)}!`, label: 'spam', score: true },
    { text: 'another e-mail', label: 'ham', score: '10' },
    { text: 'nothing', label: 'ham', score: null },
  ]);
});
afterEach(() => stack.dispose());

const request = (edit: BulkEdit, query = '') => ({
  datasetId: house.datasetId,
  query: house.asked(query),
  edit,
  unlockTest: false,
});
const replace = (find: string, replacement: string, { regex = false, column = 'text' } = {}): BulkEdit => ({
  kind: 'replace',
  column,
  find,
  regex,
  ignoreCase: false,
  replacement,
});
const cellsOf = (column: string) => [...house.rows.each(house.key)].map(({ cells }) => cells[column]);

test.each([
  ['e-mail', false, [1, 3]],
  ['1.5 [EUR]', false, [1]],
  ['.', false, [1]],
  ['[\\w-.]+mail', true, [1, 3]],
  ['\\p{Lu}{3}', true, [1]],
])('%s is found where it stands', (find, regex, rows) => {
  const { examples } = previewBulkEdit(request(replace(find, '', { regex })), house.tools);

  expect(examples.map(({ row }) => row)).toEqual(rows);
});

test.each([
  ['(', 'a group is not closed'],
  ['\\p{Nothing}', '\\p names a property that is not known'],
  ['[b-a]', 'a range in square brackets goes backwards'],
])('the pattern %s is refused, and it is said why', (find, reason) => {
  const apply = () => bulkEdit(request(replace(find, '', { regex: true })), house.tools, 1);
  expect(apply).toThrow(reason);
  expect(apply).toThrow(expect.objectContaining({ hint: expect.stringContaining('regular expression') }));
});

test('a cell keeps its kind where the new text still reads as one, and a value that is set has the kind it came with', () => {
  bulkEdit(request(replace('1', '2', { column: 'score' })), house.tools, 1);
  expect(cellsOf('score')).toEqual([20, true, '20', null]);
  bulkEdit(request(replace('true', 'false', { column: 'score' })), house.tools, 2);
  bulkEdit(request(replace('20', 'twenty', { column: 'score' })), house.tools, 3);
  expect(cellsOf('score')).toEqual(['twenty', false, 'twenty', null]);

  bulkEdit(request({ kind: 'set', column: 'score', value: 5 }, 'row:1..2'), house.tools, 4);
  bulkEdit(request({ kind: 'set', column: 'score', value: '5' }, 'row:3'), house.tools, 5);
  expect(cellsOf('score')).toEqual([5, 5, '5', null]);
});

test('a pattern that runs for ages is stopped with the row, changes nothing and holds nobody up', () => {
  const before = house.everything();
  const progress = () => expect(house.db.inTransaction).toBe(false);
  const apply = () => bulkEdit(request(replace('(a+)+$', '', { regex: true })), { ...house.tools, progress }, 1);

  expect(apply).toThrow('The pattern (a+)+$ worked on row 2 for more than 1 s');
  expect(house.everything()).toEqual(before);
  expect(house.changes.history(house.key)).toEqual([]);
});

test('an edit that is stopped ends at the next row, also while rows are looked for', () => {
  let told = 0;
  const progress = () => {
    told += 1;
    throw new Error('stop');
  };
  for (const query of ['', 'text:/mail/']) {
    expect(() => bulkEdit(request(replace('e', 'E'), query), { ...house.tools, progress }, 1)).toThrow('stop');
  }
  expect(told).toBe(2);
});

test('a row that somebody edits meanwhile keeps that edit, and undo brings it back', () => {
  let edited = false;
  const progress = ({ done }: { done: number }) => {
    if (edited || done !== 1) return;
    edited = true;
    editRow(house.place(), house.rows.stored(house.key, 1) as never, { score: 77 }, 1);
  };
  const done = bulkEdit(request(replace('e-mail', 'letter')), { ...house.tools, progress }, 2);

  expect(done.rows).toBe(2);
  expect(house.rows.stored(house.key, 1)?.cells).toEqual({ text: 'an letter of 1.5 [EUR]', label: 'ham', score: 77 });
  house.changes.undo(house.key, house.datasetId);
  expect(house.rows.stored(house.key, 1)?.cells).toMatchObject({ text: 'an e-mail of 1.5 [EUR]', score: 77 });
});

test('rows that never rest are not edited, and it is said', () => {
  const progress = ({ done }: { done: number }) => {
    if (done === 1) editRow(house.place(), house.rows.stored(house.key, 4) as never, { score: Math.random() }, 1);
  };
  let code = '';
  try {
    bulkEdit(request(replace('e-mail', 'letter')), { ...house.tools, progress }, 2);
  } catch (error) {
    code = (error as LuthierError).code;
  }

  expect(code).toBe('dataset.rows_changed');
  expect(cellsOf('text')[0]).toBe('an e-mail of 1.5 [EUR]');
});

test('an undone change that another takes the place of is forgotten, and its rows go later, part by part', () => {
  const star = (starred: boolean, query = '') => bulkEdit(request({ kind: 'star', starred }, query), house.tools, 1);
  star(true);
  house.changes.undo(house.key, house.datasetId);
  star(true, 'row:1');

  expect(house.changes.history(house.key)).toMatchObject([{ rows: 1, undone: false }]);
  expect(house.changes.rowsOfStep(house.key, 'redo')).toBe(0);
  expect(() => house.changes.redo(house.key, house.datasetId)).toThrow('There is no change to redo');

  const kept = house.db.prepare('SELECT count(*) FROM change_rows').pluck();
  const stamp = house.changes.stamp(house.key);
  const forgotten = forgottenChanges(house.db);
  expect([kept.get(), forgotten.areThere()]).toEqual([5, true]);
  while (forgotten.step());
  expect([kept.get(), forgotten.areThere()]).toEqual([1, false]);
  expect(house.changes.stamp(house.key)).toBe(stamp);
});
