import { expect, test } from 'vitest';
import { Drafts } from './drafts.ts';

test('drafts are kept by row and column until they are dropped', () => {
  const drafts = new Drafts();
  drafts.keep(1, 'text', 'half a sen');
  drafts.keep(1, 'a note', 'x');
  drafts.keep(12, 'text', 'of another row');

  expect(drafts.of(1, 'text')).toBe('half a sen');
  expect(drafts.fieldsOf(1)).toEqual(['text', 'a note']);

  drafts.drop(1, 'text');
  expect(drafts.of(1, 'text')).toBeUndefined();
  expect(drafts.fieldsOf(1)).toEqual(['a note']);
});
