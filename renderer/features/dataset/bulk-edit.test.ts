import { expect, test } from 'vitest';
import { BulkEdit } from '../../../native-bridge/contract/index.ts';
import { EMPTY_DRAFT, editFrom, KINDS } from './bulk-edit.ts';

test.each(KINDS.map(({ kind }) => kind))('a whole draft of %s is an edit the core takes', kind => {
  const edit = editFrom({ ...EMPTY_DRAFT, kind, column: 'text', find: 'a', tag: ' b ', value: 'c' });
  expect(BulkEdit.parse(edit)).toEqual(edit);
});

test.each(['replace', 'tag', 'untag'] as const)('%s is no edit while its field is empty', kind => {
  expect(editFrom({ ...EMPTY_DRAFT, kind, column: 'text', tag: '  ' })).toBeNull();
});

test.each([
  ['text', '3', '3'],
  ['text', '', ''],
  ['number', ' 3.5 ', 3.5],
  ['true', '', true],
  ['false', '', false],
  ['none', 'x', null],
] as const)('a cell is set to a value of the kind that was chosen: %s %j', (valueKind, value, cell) => {
  const edit = editFrom({ ...EMPTY_DRAFT, kind: 'set', column: 'text', value, valueKind });
  expect(edit).toEqual({ kind: 'set', column: 'text', value: cell });
});

test.each(['', 'three', 'Infinity'])('%j is no number', value => {
  expect(editFrom({ ...EMPTY_DRAFT, kind: 'set', column: 'text', value, valueKind: 'number' })).toBeNull();
});
