import { expect, test } from 'vitest';
import { clipText, cutText } from './cut-text.ts';

test.each([
  ['abcdef', 3, 'abc'],
  ['abc', 3, 'abc'],
  ['你好吗', 2, '你好'],
  ['ab😀cd', 3, 'ab'],
  ['ab😀cd', 4, 'ab😀'],
  ['a👩‍👩‍👧 b', 6, 'a'],
  ['cafe\u0301s', 4, 'caf'],
  ['مرحبا', 3, 'مرح'],
])('%j is cut to %i without tearing a character: %j', (text, most, cut) => {
  expect(cutText(text, most)).toBe(cut);
});

test('a border far into a text tears nothing either', () => {
  expect(cutText(`${'😀'.repeat(5000)}`, 4001)).toBe('😀'.repeat(2000));
});

test('what is cut ends with an ellipsis, what is whole does not', () => {
  expect([clipText('abcd', 3), clipText('abc', 3)]).toEqual(['abc…', 'abc']);
});
