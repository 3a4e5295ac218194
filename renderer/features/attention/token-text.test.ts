import { expect, test } from 'vitest';
import { fitting, tokenText } from './token-text.ts';

test.each([
  [' free', 'free'],
  ['\n', '↵'],
  ['\n\n', '↵↵'],
  ['  ', '␣␣'],
  ['', '∅'],
  ['<|im_start|>', '<|im_start|>'],
  ['垃圾', '垃圾'],
])('AT-K1 the token %j reads %s', (token, text) => {
  expect(tokenText(token)).toBe(text);
});

test('AT-K2 a token that is too wide is cut, and one that fits is not', () => {
  const measure = (text: string): number => text.length * 6;

  expect(fitting('short', 30, measure)).toBe('short');
  expect(fitting('unbelievable', 30, measure)).toBe('unbe…');
});
