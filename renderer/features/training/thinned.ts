import type { Point } from '../../ui/index.ts';

/**
 * At most about `limit` points of a series for drawing: of each stretch its lowest and highest value, so that a peak
 * of one step is still seen.
 */
export function thinned(steps: Float64Array, values: Float64Array, limit: number): readonly Point[] {
  const point = (at: number): Point => ({ x: steps[at] ?? 0, y: values[at] ?? 0 });
  if (values.length <= limit) return Array.from(values, (_, at) => point(at));

  const stretch = Math.ceil((values.length * 2) / limit);
  const points: Point[] = [];
  for (let start = 0; start < values.length; start += stretch) {
    const end = Math.min(start + stretch, values.length);
    let low = start;
    let high = start;
    for (let at = start + 1; at < end; at += 1) {
      if ((values[at] ?? 0) < (values[low] ?? 0)) low = at;
      if ((values[at] ?? 0) > (values[high] ?? 0)) high = at;
    }
    points.push(point(Math.min(low, high)));
    if (low !== high) points.push(point(Math.max(low, high)));
  }
  return points;
}
