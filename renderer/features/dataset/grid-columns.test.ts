import { expect, test } from 'vitest';
import { numberWithMarks } from './grid-columns.ts';

test.each([
  [false, [], '1,017'],
  [true, [], '★ 1,017'],
  [false, ['odd', 'to ask'], '#2 1,017'],
  [true, ['odd'], '★ #1 1,017'],
])('a row with star %s and tags %j says %s', (starred, tags, shown) => {
  expect(numberWithMarks({ starred, tags }, '1,017')).toBe(shown);
});
