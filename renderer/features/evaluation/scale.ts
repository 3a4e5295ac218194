/** A straight axis from `from` to `to`, both at round numbers, with the places to mark. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/** An axis that holds all values, with about `count` round marks. */
export function scaleOver(values: readonly number[], count: number): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const step = roundStep((high - low || 0.1) / count);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
  return { from: ticks[0] ?? 0, to: ticks.at(-1) ?? 1, ticks };
}

/** Place of a value on the axis, between 0 and 1. */
export function placeOn({ from, to }: Scale, value: number): number {
  return (Math.min(Math.max(value, from), to) - from) / (to - from);
}

/** 1, 2 or 5 times a power of ten, not below `atLeast`. */
function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return power * ([1, 2, 5, 10].find(digit => digit * power >= atLeast * 0.999) ?? 10);
}
