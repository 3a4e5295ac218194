import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRows } from '../../../../test/rows.ts';
import type { SomeRoles } from '../../../contract/index.ts';
import { datasetTable } from '../../../store/datasets.ts';
import { duplicateTable } from '../../../store/duplicates.ts';
import { testSplitTable } from '../../../store/test-split.ts';
import { labelOf } from '../roles.ts';
import { editRow, removeRows } from './edit-rows.ts';
import { setRoles } from './set-roles.ts';

let stack: DisposableStack;
let house: ReturnType<typeof openRows>;

beforeEach(() => {
  stack = new DisposableStack();
  house = openRows(
    stack,
    ['text', 'label', 'kind', 'from'],
    [
      { text: 'one', label: 'ham', kind: 'letter', from: 'a' },
      { text: 'two', label: 'spam', kind: 7, from: 'b' },
      { text: 'three', label: 'ham', kind: null, from: 'c' },
      { text: 'four', label: 'ham', kind: 'ham', from: 'c' },
    ],
  );
});
afterEach(() => stack.dispose());

const set = (roles: SomeRoles, { tools = house.tools, from = about().roles, unlockTest = false } = {}) =>
  setRoles({ datasetId: house.datasetId, roles, from, unlockTest }, tools, 1);
const about = () => datasetTable(house.db).dataset(house.datasetId);

test('the label is read from another column, also of rows that were taken out, and undo brings back every byte', () => {
  removeRows(house, [2], 1);
  const before = house.everything();

  expect(set({ text: 'text', label: 'kind' })).toMatchObject({ rows: 3, changeId: 2 });
  expect(about()).toMatchObject({
    roles: { text: 'text', label: 'kind' },
    labels: [
      { label: 'ham', rows: 1 },
      { label: 'letter', rows: 1 },
    ],
  });
  const after = house.everything();
  expect(after).toMatchObject(['letter', '7', null, 'ham'].map(label => ({ label })));

  house.changes.undo(house.key, house.datasetId);
  expect(house.everything()).toEqual(before);
  expect(about()).toMatchObject({ roles: { text: 'text', label: 'label' }, labels: [{ label: 'ham', rows: 3 }] });
  house.changes.redo(house.key, house.datasetId);
  expect(house.everything()).toEqual(after);
  expect(about().roles).toEqual({ text: 'text', label: 'kind' });
});

test('parts that touch no label change no row, and what nobody changes is no change', () => {
  const before = house.everything();

  expect(set({ text: 'text', label: 'label', group: 'from' })).toMatchObject({ rows: 0, changeId: 1 });
  expect(set({ text: 'text', label: 'label', group: 'from' })).toMatchObject({ rows: 0, changeId: null });

  expect(house.everything()).toEqual(before);
  expect(house.changes.history(house.key)).toMatchObject([{ title: 'Set the parts of from', rows: 0 }]);
});

test('an instruction is the text where no column is', () => {
  expect(set({ prompt: 'text', completion: 'label' }).roles).toEqual({
    text: 'text',
    prompt: 'text',
    completion: 'label',
  });
  expect(about().labels).toEqual([]);
});

test.each([
  [{ text: 'text', label: 'class' }, 'The dataset some has no column class; it has text, label, kind, from.'],
  [{ label: 'label', completion: 'kind' }, 'no column of some is the text'],
  [{ text: 'text', label: 'kind', group: 'kind' }, 'The column kind of some is given two parts: label, group.'],
  [{ text: 'text', prompt: 'text', messages: 'kind' }, 'The column text of some is given two parts: text, prompt.'],
])('%j is refused, and nothing is changed', (roles, reason) => {
  expect(() => set(roles)).toThrow(reason);
  expect(house.changes.history(house.key)).toEqual([]);
});

test('parts that somebody else has changed since they were looked at are not changed over', () => {
  const from = about().roles;
  set({ text: 'text', label: 'label', group: 'from' });

  expect(() => set({ text: 'text', label: 'kind' }, { from })).toThrow(
    'The parts of the columns of some were changed by somebody else (from); nothing was written.',
  );
  expect(about().roles).toEqual({ text: 'text', label: 'label', group: 'from' });
  // As a page asks whose line broke before it heard the end.
  expect(set({ text: 'text', label: 'label', group: 'from' }, { from })).toMatchObject({ changeId: null });
});

test('parts that somebody else changes while labels are read anew are not changed over', () => {
  const other = { text: 'text', label: 'label', group: 'from' };
  const busy = { ...house.tools, progress: () => void set(other) };

  expect(() => set({ text: 'text', label: 'kind' }, { tools: busy })).toThrow('were changed by somebody else (from)');

  expect(about().roles).toEqual(other);
});

test('a change of the parts that is stopped before it writes leaves nothing', () => {
  const before = [house.everything(), about()];
  const stopped = { ...house.tools, progress: () => expect.fail('stopped') };

  expect(() => set({ text: 'text', label: 'kind' }, { tools: stopped })).toThrow('stopped');

  expect([house.everything(), about()]).toEqual(before);
});

test('a change of the parts that is stopped while it writes leaves nothing, and can be done afterwards', () => {
  using made = new DisposableStack();
  const cells = Array.from({ length: 1500 }, (_, at) => ({ text: `mail ${at}`, label: 'ham', kind: 'letter' }));
  const many = openRows(made, ['text', 'label', 'kind'], cells);
  const all = () => [many.everything(), many.place().dataset, many.changes.history(many.key)];
  const written = many.db.prepare<[], number>("SELECT count(*) FROM rows WHERE label = 'letter'").pluck();
  const progress = () => void (written.get() !== 0 && expect.fail(`stopped after ${written.get()} rows`));
  const from = many.place().dataset.roles;
  const request = { datasetId: many.datasetId, roles: { text: 'text', label: 'kind' }, from, unlockTest: false };
  const before = all();

  expect(() => setRoles(request, { ...many.tools, progress }, 1)).toThrow(/^stopped after 499 rows$/);

  expect(all()).toEqual(before);
  expect(setRoles(request, many.tools, 1)).toMatchObject({ rows: 1500 });
  expect(written.get()).toBe(1500);
});

test('rows that are edited meanwhile have their labels read anew', () => {
  let edits = 0;
  const busy = {
    ...house.tools,
    progress: () => {
      const stored = house.rows.stored(house.key, 1);
      if (stored && edits++ === 0) editRow(house.place(), stored, { kind: 'note' }, 1);
    },
  };

  set({ text: 'text', label: 'kind' }, { tools: busy });

  for (const { cells, label } of house.rows.each(house.key)) expect(label).toBe(labelOf(cells, 'kind'));
  expect(house.rows.stored(house.key, 1)?.label).toBe('note');
});

test('each row that was there then says which parts were changed, one that was added later does not', () => {
  set({ text: 'kind', label: 'label' });
  house.rows.insertRemoved(house.key, 5, { text: 'five' }, null);
  house.changes.apply(house.key, 'Add a row', 2, [{ row: 5, before: { removed: 1 }, after: { removed: 0 } }]);

  expect(house.changes.ofRow(house.key, 3)).toMatchObject([
    { title: 'Set the parts of text, kind', before: {}, after: {}, roles: { before: { text: 'text' } } },
  ]);
  expect(house.changes.ofRow(house.key, 5)).toMatchObject([{ title: 'Add a row', roles: null }]);
});

test('near duplicates that were found in a column are true whatever part it plays', () => {
  const found = { column: 'text', threshold: 0.8, rows: 4, seconds: 1, atMs: 1 };
  const table = duplicateTable(house.db);
  table.save(house.key, { ...found, ...table.changesSeen(house.key) }, [[1, 2]]);

  set({ text: 'kind', label: 'label' });
  expect(table.search(house.key)).toMatchObject({ isOutdated: false, groups: 1 });
  house.changes.undo(house.key, house.datasetId);
  expect(table.search(house.key)).toMatchObject({ isOutdated: false, groups: 1 });
});

test('near duplicates that were found in all that is learned from are so only while the same is', () => {
  const table = duplicateTable(house.db);
  const found = { column: null, threshold: 0.8, rows: 4, seconds: 1, atMs: 1 };
  table.save(house.key, { ...found, ...table.changesSeen(house.key) }, [[1, 2]]);
  expect(table.search(house.key)).toMatchObject({ column: null, isOutdated: false });

  set({ text: 'kind', label: 'label' });
  expect(table.search(house.key)).toMatchObject({ isOutdated: true });
  house.changes.undo(house.key, house.datasetId);
  expect(table.search(house.key)).toMatchObject({ isOutdated: false });
});

describe('where there is a test split', () => {
  const before = { text: 'text', label: 'label' };
  const changed = () => testSplitTable(house.db).changed(house.key);

  beforeEach(() => {
    const split = [1, 3].map(row => ({ row, before: { split: null }, after: { split: 'test' as const } }));
    house.changes.apply(house.key, 'Split', 1, split);
    testSplitTable(house.db).lock(house.key);
  });

  test.each(['text', 'label', 'prompt', 'context', 'completion', 'messages'] as const)(
    'another column in the part %s makes another test: that is refused until a person lets go of it',
    role => {
      const other = { ...before, [role]: 'kind' };

      expect(() => set(other)).toThrow('The test split of some is locked: it has 2 rows and was used 0 times.');
      expect([about().roles, house.changes.history(house.key).length]).toEqual([before, 1]);

      expect(set(other, { unlockTest: true })).toMatchObject({ roles: other });
      expect(changed()).toBe(0);
    },
  );

  test.each(['group', 'time', 'id'] as const)('the part %s is none of the test', role => {
    expect(set({ ...before, [role]: 'kind' })).toMatchObject({ changeId: 2 });
    expect(changed()).toBe(0);
  });

  test('every row of it counts as changed where its parts are undone, with those that left it', () => {
    set({ text: 'kind', label: 'label' }, { unlockTest: true });
    removeRows(house, [3], 1);
    expect(changed()).toBe(1);

    house.changes.undo(house.key, house.datasetId);
    house.changes.undo(house.key, house.datasetId);
    expect(changed()).toBe(2);
    editRow(house.place(), house.rows.stored(house.key, 1) ?? expect.fail(), { text: 'once more' }, 1);
    removeRows(house, [3], 1);
    expect(changed()).toBe(2);
  });

  test('it is as it was locked again once its parts are', () => {
    set({ text: 'kind', label: 'label' }, { unlockTest: true });
    house.changes.undo(house.key, house.datasetId);
    expect(changed()).toBe(2);

    house.changes.redo(house.key, house.datasetId);
    expect(changed()).toBe(0);
  });
});
