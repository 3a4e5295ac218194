import { expect, test } from 'vitest';
import { ticks } from './axis-ticks.ts';

test('AT-X1 large cells are all named, in their middle', () => {
  expect(ticks({ start: 0, scale: 20, pixels: 60, cells: 3 }, 14)).toEqual([
    { index: 0, at: 10 },
    { index: 1, at: 30 },
    { index: 2, at: 50 },
  ]);
});

test('AT-X2 small cells are named at round steps', () => {
  const named = ticks({ start: 0, scale: 3, pixels: 300, cells: 100 }, 14);

  expect(named.map(({ index }) => index)).toEqual([
    0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95,
  ]);
});

test('AT-X3 only cells on the screen are named', () => {
  expect(ticks({ start: 10.4, scale: 20, pixels: 50, cells: 100 }, 14).map(({ index }) => index)).toEqual([11, 12]);
});
