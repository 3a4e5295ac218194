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
