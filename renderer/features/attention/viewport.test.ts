import { expect, test } from 'vitest';
import { cellAt, fitted, panned, resized, zoomed } from './viewport.ts';

const square = { width: 400, height: 400 };

test('AT-V1 a fitted map is whole and in the middle', () => {
  expect(fitted(100, square)).toEqual({ x: 0, y: 0, scale: 4 });
  // 600 px hold 150 cells of 4 px: 25 cells of margin on each side.
  expect(fitted(100, { width: 600, height: 400 })).toEqual({ x: -25, y: 0, scale: 4 });
});

test('AT-V2 zooming keeps the cell under the pointer', () => {
  const at = { x: 300, y: 100 };
  const before = cellAt(fitted(100, square), at, 100);

  const view = zoomed(fitted(100, square), 2, at, 100, square);

  expect(view.scale).toBe(8);
  expect(cellAt(view, at, 100)).toEqual(before);
});

test('AT-V3 zooming out ends at the whole map, zooming in at large cells', () => {
  const whole = fitted(100, square);

  expect(zoomed(whole, 0.5, { x: 0, y: 0 }, 100, square)).toEqual(whole);
  expect(zoomed(whole, 1000, { x: 0, y: 0 }, 100, square).scale).toBe(64);
});

test('AT-V4 the map cannot be dragged off the panel', () => {
  const view = zoomed(fitted(100, square), 2, { x: 0, y: 0 }, 100, square);

  expect(panned(view, { x: 10_000, y: 10_000 }, 100, square)).toEqual({ x: 0, y: 0, scale: 8 });
  expect(panned(view, { x: -10_000, y: -10_000 }, 100, square)).toEqual({ x: 50, y: 50, scale: 8 });
});

test('AT-V5 beside the map there is no cell', () => {
  const view = fitted(100, { width: 600, height: 400 });

  expect(cellAt(view, { x: 50, y: 50 }, 100)).toBeNull();
  expect(cellAt(view, { x: 100, y: 0 }, 100)).toEqual({ query: 0, key: 0 });
});

test('AT-V6 a whole map stays whole when the panel changes its size', () => {
  const smaller = { width: 200, height: 200 };

  expect(resized(fitted(100, square), 100, square, smaller)).toEqual(fitted(100, smaller));
  expect(resized({ x: 10, y: 10, scale: 20 }, 100, square, smaller).scale).toBe(20);
});
