import { expect, test } from 'vitest';
import { nextPlace } from './regions.ts';
import { isAt } from './stages.ts';

test('SH-1 F6 goes around the parts of the window, and begins at the first from outside', () => {
  expect([nextPlace(-1, 1, 5), nextPlace(4, 1, 5), nextPlace(0, -1, 5), nextPlace(-1, -1, 5)]).toEqual([0, 0, 4, 4]);
});

test('SH-2 an entry of the rail is open on its list and on the pages below it', () => {
  expect([isAt('/runs', '/runs'), isAt('/runs', '/runs/run_1'), isAt('/runs', '/runsome')]).toEqual([
    true,
    true,
    false,
  ]);
  expect([isAt('/', '/'), isAt('/', '/runs')]).toEqual([true, false]);
});
