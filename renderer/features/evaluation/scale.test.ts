import { expect, test } from 'vitest';
import { placeOn, scaleOver } from './scale.ts';

test('EV-X1 an axis holds its values and ends at round numbers', () => {
  expect(scaleOver([0.21, 0.93], 5)).toEqual({ from: 0.2, to: 1, ticks: [0.2, 0.4, 0.6, 0.8, 1] });
  expect(scaleOver([-0.013, 0.004], 4)).toEqual({ from: -0.015, to: 0.005, ticks: [-0.015, -0.01, -0.005, 0, 0.005] });
});

test('EV-X2 a single value has an axis too', () => {
  const scale = scaleOver([1, 1], 4);

  expect(scale.to).toBeGreaterThan(scale.from);
  expect(placeOn(scale, 1)).toBeGreaterThanOrEqual(0);
});

test('EV-X3 a value outside stands at the end', () => {
  const scale = { from: 0, to: 2, ticks: [] };

  expect([placeOn(scale, 1), placeOn(scale, 5), placeOn(scale, -1)]).toEqual([0.5, 1, 0]);
});
