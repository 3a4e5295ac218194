import { expect, test } from 'vitest';
import { nextSort, sortFrom, sortText } from './view.ts';

test('a sort survives its way through an address', () => {
  expect(sortFrom(sortText({ field: 'score', descending: true }))).toEqual({ field: 'score', descending: true });
  expect(sortFrom(null)).toBeUndefined();
});

test('sorting again by the same field turns the order, and then gives it up', () => {
  const up = nextSort(undefined, 'a');
  const down = nextSort(up, 'a');
  expect([up?.descending, down?.descending, nextSort(down, 'a')]).toEqual([false, true, undefined]);
  expect(nextSort(down, 'b')).toEqual({ field: 'b', descending: false });
});
