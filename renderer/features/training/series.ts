import type { JobEvent } from '../../../native-bridge/contract/index.ts';

/** Points in the order of their steps. The arrays may be longer than `length`: what lies behind is not part of it. */
export interface Series {
  readonly length: number;
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

export type SeriesByName = ReadonlyMap<string, Series>;

export const NO_SERIES: SeriesByName = new Map();

const EMPTY: Series = { length: 0, steps: new Float64Array(0), values: new Float64Array(0) };

/**
 * Adds the metric events of a batch. A step that comes again, because the run was carried on from a checkpoint, takes
 * the place of what was written for it and after it.
 */
export function withMetrics(series: SeriesByName, events: readonly JobEvent[]): SeriesByName {
  const grown = new Map(series);
  for (const event of events) {
    if (event.kind === 'metric') grown.set(event.name, withPoint(grown.get(event.name) ?? EMPTY, event));
  }
  return grown;
}

export function stepsOf({ steps, length }: Series): Float64Array {
  return steps.subarray(0, length);
}

export function valuesOf({ values, length }: Series): Float64Array {
  return values.subarray(0, length);
}

export function lastValue(series: Series | undefined): number | null {
  return series?.values[series.length - 1] ?? null;
}

/** Exponential moving average, corrected for its start, as TensorBoard draws it. A weight of 0 changes nothing. */
export function smoothed(values: Float64Array, weight: number): Float64Array {
  const smooth = new Float64Array(values.length);
  let sum = 0;
  let share = 0;
  values.forEach((value, at) => {
    sum = sum * weight + value * (1 - weight);
    share = share * weight + (1 - weight);
    smooth[at] = sum / share;
  });
  return smooth;
}

function withPoint(series: Series, { step, value }: { readonly step: number; readonly value: number }): Series {
  let length = series.length;
  while (length > 0 && (series.steps[length - 1] ?? 0) >= step) length -= 1;

  // A shared buffer may only be written behind the points that others see.
  const room = length === series.length && length < series.steps.length;
  const steps = room ? series.steps : copied(series.steps, length);
  const values = room ? series.values : copied(series.values, length);
  steps[length] = step;
  values[length] = value;
  return { length: length + 1, steps, values };
}

function copied(source: Float64Array, length: number): Float64Array {
  const copy = new Float64Array(Math.max(64, length * 2));
  copy.set(source.subarray(0, length));
  return copy;
}
