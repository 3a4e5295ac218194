import { expect, test } from 'vitest';
import { shortened } from './shortened.ts';

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc…'],
  ['ab🙂', 3, 'ab…'],
  ['ab🙂', 4, 'ab🙂'],
  ['🙂🙂', 2, '🙂…'],
])('%s in %i units is %s', (text, length, short) => {
  expect(shortened(text, length)).toBe(short);
});
