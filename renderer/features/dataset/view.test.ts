import { expect, test } from 'vitest';
import { completions, sortFrom, sortText } from './view.ts';

const VALUES = { label: ['spam', 'ham'], split: ['train', 'test'], is: ['starred'] };

test.each([
  ['la', ['label:']],
  ['text:x lab', ['text:x label:']],
  ['label:s', ['label:spam ']],
  ['(-split:t', ['(-split:train ', '(-split:test ']],
  ['my', ['"my note":']],
  ['', []],
  ['label:spam ', []],
])('%j is completed to %j', (query, offered) => {
  expect(completions(query, ['text', 'label', 'my note'], VALUES)).toEqual(offered);
});

test('a sort survives its way through an address', () => {
  expect(sortFrom(sortText({ field: 'score', descending: true }))).toEqual({ field: 'score', descending: true });
  expect(sortFrom(null)).toBeUndefined();
});
