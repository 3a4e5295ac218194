import { expect, test } from 'vitest';
import { painted } from './heatmap-2d.ts';

test('AT-H1 each cell has the colour of its code', () => {
  const colours = new Uint8ClampedArray(1024);
  colours.set([1, 2, 3, 255], 0);
  colours.set([9, 8, 7, 255], 255 * 4);

  expect([...painted({ side: 2, codes: Uint8Array.of(0, 255, 0, 0) }, colours)]).toEqual([
    1, 2, 3, 255, 9, 8, 7, 255, 1, 2, 3, 255, 1, 2, 3, 255,
  ]);
});
