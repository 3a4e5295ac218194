import { expect, test } from 'vitest';
import { tokenBins } from './token-bins.ts';

test('texts are counted by length, and the limit stands between those that are cut and those that are not', () => {
  const bins = tokenBins([0, 1, 8, 9, 64, 65, 130], 64);

  expect(bins.width).toBe(8);
  expect(bins.from.slice(0, 3)).toEqual([0, 9, 17]);
  expect(bins.whole.slice(0, 8)).toEqual([3, 1, 0, 0, 0, 0, 0, 1]);
  expect(bins.cut[8]).toBe(1);
  expect(bins.cut[16]).toBe(1);
  expect(bins).toMatchObject({ median: 9, p95: 130, max: 130, hasTail: false });
});

test('without a limit nothing is cut, and bins have round widths', () => {
  expect(tokenBins([3, 52, 68, 72], null)).toMatchObject({ width: 5, hasTail: false, max: 72 });
  expect(tokenBins([3, 52, 68, 72], null).cut.every(count => count === 0)).toBe(true);
});

test('one text of a million tokens does not press all others into one bar', () => {
  const lengths = Array.from({ length: 99 }, (_, at) => at + 1);
  const bins = tokenBins([...lengths, 1_000_000], 64);

  expect(bins).toMatchObject({ width: 8, hasTail: true, max: 1_000_000 });
  expect(bins.from.at(-1)).toBe(97);
  expect(bins.cut.at(-1)).toBe(4);
});

test.each([
  [[], 64],
  [[5], 4096],
  [[1_000_000, 3], 5],
  [Array.from({ length: 300 }, (_, at) => at * 37), 100],
])('no length falls out of the bins: %#', (lengths: readonly number[], limit) => {
  const { from, whole, cut } = tokenBins(lengths, limit);
  const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0);

  expect(from.length).toBeLessThanOrEqual(26);
  expect(sum(whole)).toBe(lengths.filter(length => length <= limit).length);
  expect(sum(cut)).toBe(lengths.filter(length => length > limit).length);
  expect(whole.length).toBe(from.length);
});
