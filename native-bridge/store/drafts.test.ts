import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRows } from '../../test/rows.ts';
import { datasetTable } from './datasets.ts';
import { draftTable } from './drafts.ts';

let stack: DisposableStack;
let house: ReturnType<typeof openRows>;

beforeEach(() => {
  stack = new DisposableStack();
  house = openRows(stack, ['text', 'label'], [{ text: 'first', label: 'a' }]);
});
afterEach(() => stack.dispose());

test('ST-16 a draft takes the place of the one before it, and the whole row is another place than a column without a name', () => {
  const drafts = draftTable(house.db);
  drafts.keep(house.key, { row: 1, column: null, text: '{"text":"x"}', from: '{}' });
  drafts.keep(house.key, { row: 1, column: '', text: 'y', from: '' });
  drafts.keep(house.key, { row: 1, column: null, text: '{"text":"xx"}', from: '{}' });

  expect(drafts.ofDataset(house.key)).toEqual([
    { row: 1, column: null, text: '{"text":"xx"}', from: '{}' },
    { row: 1, column: '', text: 'y', from: '' },
  ]);

  drafts.drop(house.key, { row: 1, column: null });
  expect(drafts.ofDataset(house.key).map(({ column }) => column)).toEqual(['']);
});

test('ST-17 drafts go with their dataset', () => {
  const drafts = draftTable(house.db);
  drafts.keep(house.key, { row: 1, column: 'text', text: 'x', from: 'first' });

  datasetTable(house.db).remove(house.key);

  expect(house.db.prepare('SELECT count(*) FROM drafts').pluck().get()).toBe(0);
});
