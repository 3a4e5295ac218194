import { expect, test } from 'vitest';
import type { JobEvent } from '../../../native-bridge/contract/index.ts';
import { lastValue, NO_SERIES, smoothed, stepsOf, valuesOf, withMetrics } from './series.ts';

function loss(step: number, value: number): JobEvent {
  return { kind: 'metric', seq: step, atMs: 0, name: 'train/loss', step, value };
}

test('TR-S1 metric events become series by name, in their order', () => {
  const series = withMetrics(NO_SERIES, [
    loss(1, 2.5),
    { ...loss(1, 3), name: 'validation/loss' } as JobEvent,
    loss(2, 1.25),
  ]);

  expect([...series.keys()]).toEqual(['train/loss', 'validation/loss']);
  expect(valuesOf(series.get('train/loss') ?? expect.fail())).toEqual(Float64Array.of(2.5, 1.25));
});

test('TR-S2 steps that come again after a resume take the place of the old ones', () => {
  const before = withMetrics(NO_SERIES, [loss(1, 3), loss(2, 2), loss(3, 1)]);

  const after = withMetrics(before, [loss(2, 9)]);

  const series = after.get('train/loss') ?? expect.fail();
  expect(stepsOf(series)).toEqual(Float64Array.of(1, 2));
  expect(valuesOf(series)).toEqual(Float64Array.of(3, 9));
  expect(valuesOf(before.get('train/loss') ?? expect.fail())).toEqual(Float64Array.of(3, 2, 1));
});

test('TR-S3 a thousand points added one by one are all there, and older series keep theirs', () => {
  let series = NO_SERIES;
  const older = withMetrics(series, [loss(1, 1)]);
  series = older;
  for (let step = 2; step <= 1000; step += 1) series = withMetrics(series, [loss(step, step)]);

  expect(series.get('train/loss')?.length).toBe(1000);
  expect(lastValue(series.get('train/loss'))).toBe(1000);
  expect(older.get('train/loss')?.length).toBe(1);
});

test('TR-S4 a metric that never occurred has no last value', () => {
  expect(lastValue(NO_SERIES.get('train/loss'))).toBeNull();
});

test('TR-S5 smoothing starts at the first value and keeps a constant', () => {
  expect(smoothed(Float64Array.of(2, 2, 2), 0.9)).toEqual(Float64Array.of(2, 2, 2));
  expect(smoothed(Float64Array.of(4, 0), 0)).toEqual(Float64Array.of(4, 0));
  // (4 * .5 * .5 + 0 * .5) / (1 - .25) = 1 / .75
  expect(smoothed(Float64Array.of(4, 0), 0.5)[1]).toBeCloseTo(4 / 3);
});
