import { expect, test } from 'vitest';
import { DatasetId } from '../../../native-bridge/contract/index.ts';
import { DraftStore } from './drafts.ts';

const ID = DatasetId.parse('ds_000000000001');
const OTHER = DatasetId.parse('ds_000000000002');

test('what was written in one column stays when another column or row is written', () => {
  const drafts = new DraftStore();
  drafts.keep(ID, { row: 1, column: 'a', text: 'x', from: '' });
  drafts.keep(ID, { row: 1, column: 'b', text: 'y', from: '' });
  drafts.keep(ID, { row: 2, column: 'a', text: 'z', from: '' });
  drafts.keep(ID, { row: 1, column: 'a', text: 'xx', from: '' });

  expect(drafts.of(ID).map(({ row, column, text }) => [row, column, text])).toEqual([
    [1, 'a', 'xx'],
    [1, 'b', 'y'],
    [2, 'a', 'z'],
  ]);
  expect(drafts.of(OTHER)).toEqual([]);
});

test('a text that is taken back to what it was is no draft, and the whole row is another than a column named {}', () => {
  const drafts = new DraftStore();
  drafts.keep(ID, { row: 1, column: null, text: '{"a":1}', from: '{}' });
  drafts.keep(ID, { row: 1, column: '{}', text: 'y', from: '' });
  drafts.keep(ID, { row: 1, column: '{}', text: '', from: '' });

  expect(drafts.of(ID).map(({ column }) => column)).toEqual([null]);
});

test('what an earlier page has left is taken up, before what was begun since and never over it', () => {
  const drafts = new DraftStore();
  drafts.keep(ID, { row: 1, column: 'a', text: 'newer', from: '' });

  drafts.takeUp(ID, [
    { row: 1, column: 'a', text: 'older', from: '' },
    { row: 9, column: null, text: '{"a":1}', from: '{}' },
  ]);

  expect(drafts.of(ID).map(({ row, text }) => [row, text])).toEqual([
    [9, '{"a":1}'],
    [1, 'newer'],
  ]);
});
