import { expect, test } from 'vitest';
import type { AttentionMap } from '../../../native-bridge/contract/index.ts';
import { headInSearch, neighbour, ordered, thumbnailPixels } from './thumbnails.ts';

const heads = [
  { layer: 0, head: 0, entropy: 2, firstTokenShare: 0.1 },
  { layer: 0, head: 1, entropy: 1, firstTokenShare: 0.9 },
  { layer: 1, head: 0, entropy: 3, firstTokenShare: 0.5 },
  { layer: 1, head: 1, entropy: 0, firstTokenShare: 0.2 },
];
const map = { headSummaries: heads } as unknown as AttentionMap;

test('AT-T1 heads stand by place, by entropy, or by what they read from the first token', () => {
  const names = (order: Parameters<typeof ordered>[1]) =>
    ordered(map, order).map(({ layer, head }) => `${layer}.${head}`);

  expect(names('place')).toEqual(['0.0', '0.1', '1.0', '1.1']);
  expect(names('entropy')).toEqual(['1.1', '0.1', '0.0', '1.0']);
  expect(names('firstTokenShare')).toEqual(['0.0', '1.1', '1.0', '0.1']);
});

test('AT-T2 the arrow keys walk the grid and stop at its edge', () => {
  const from = { layer: 0, head: 1 };

  expect(neighbour(heads, from, { columns: 2, by: 'down' })).toMatchObject({ layer: 1, head: 1 });
  expect(neighbour(heads, from, { columns: 2, by: 'left' })).toMatchObject({ layer: 0, head: 0 });
  expect(neighbour(heads, from, { columns: 2, by: 'up' })).toEqual(from);
});

test('AT-T3 a thumbnail has the colours of its own head, and none in the first column when that is left out', () => {
  const overview = Uint8Array.from([0, 0, 0, 0, 255, 1, 255, 1]);
  const colours = Uint8ClampedArray.from({ length: 1024 }, (_, at) => at >> 2);
  const red = (skipFirst: boolean) =>
    thumbnailPixels(overview, { index: 1, side: 2, colours, skipFirst }).filter((_, at) => at % 4 === 0);

  expect([...red(false)]).toEqual([255, 1, 255, 1]);
  expect([...red(true)]).toEqual([0, 1, 0, 1]);
});

test('AT-T4 an address names a head, and one that is not there falls back to the middle layer', () => {
  const size = { layers: 30, heads: 9 };

  expect(headInSearch(new URLSearchParams('layer=3&head=8'), size)).toEqual({ layer: 3, head: 8 });
  expect(headInSearch(new URLSearchParams('layer=30&head=-1'), size)).toEqual({ layer: 15, head: 0 });
  expect(headInSearch(new URLSearchParams(''), size)).toEqual({ layer: 15, head: 0 });
});
