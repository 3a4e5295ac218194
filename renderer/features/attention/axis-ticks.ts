export interface Tick {
  readonly index: number;
  /** Middle of the cell, in pixels from the start of the axis. */
  readonly at: number;
}

/** The cells to name along an axis of `pixels`, so that neighbours are at least `room` pixels apart. */
export function ticks(
  axis: { readonly start: number; readonly scale: number; readonly pixels: number; readonly cells: number },
  room: number,
): readonly Tick[] {
  const step = roundStep(room / axis.scale);
  const first = Math.max(0, Math.ceil(axis.start / step) * step);
  const found: Tick[] = [];
  for (let index = first; index < axis.cells; index += step) {
    const at = (index + 0.5 - axis.start) * axis.scale;
    if (at > axis.pixels) break;
    if (at >= 0) found.push({ index, at });
  }
  return found;
}

/** The least of 1, 2, 5, 10, 20, 50, ... that is not below `atLeast`. */
function roundStep(atLeast: number): number {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) {
      if (digit * power >= atLeast) return digit * power;
    }
  }
}
