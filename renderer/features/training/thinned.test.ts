import { expect, test } from 'vitest';
import { thinned } from './thinned.ts';

test('TR-T1 a short series is drawn point by point', () => {
  expect(thinned(Float64Array.of(1, 2), Float64Array.of(5, 4), 100)).toEqual([
    { x: 1, y: 5 },
    { x: 2, y: 4 },
  ]);
});

test('TR-T2 a long series keeps its peaks, in the order of its steps', () => {
  const steps = Float64Array.from({ length: 10_000 }, (_, at) => at);
  const values = Float64Array.from(steps, step => (step === 7001 ? 99 : step === 3002 ? -99 : 1));

  const points = thinned(steps, values, 500);

  expect(points.length).toBeLessThanOrEqual(500);
  expect(points).toContainEqual({ x: 7001, y: 99 });
  expect(points).toContainEqual({ x: 3002, y: -99 });
  expect(points.every((point, at) => at === 0 || point.x > (points[at - 1]?.x ?? 0))).toBe(true);
});
