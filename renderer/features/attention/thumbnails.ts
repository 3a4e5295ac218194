import type { AttentionMap } from '../../../native-bridge/contract/index.ts';

export type HeadOrder = 'place' | 'entropy' | 'firstTokenShare';

export interface HeadPlace {
  readonly layer: number;
  readonly head: number;
}

export interface HeadSummary extends HeadPlace {
  readonly entropy: number;
  readonly firstTokenShare: number;
}

/** The heads in the order asked for: by place, or with the sharpest, or with those that read other tokens, first. */
export function ordered({ headSummaries }: AttentionMap, order: HeadOrder): readonly HeadSummary[] {
  const byPlace = [...headSummaries].sort((a, b) => a.layer - b.layer || a.head - b.head);
  return order === 'place' ? byPlace : byPlace.sort((a, b) => a[order] - b[order]);
}

/** The head one step away in the grid of the overview; at its edge the head itself. */
export function neighbour(
  heads: readonly HeadPlace[],
  from: HeadPlace,
  step: { readonly columns: number; readonly by: 'left' | 'right' | 'up' | 'down' },
): HeadPlace {
  const at = heads.findIndex(({ layer, head }) => layer === from.layer && head === from.head);
  const move = { left: -1, right: 1, up: -step.columns, down: step.columns }[step.by];
  return heads[at + move] ?? from;
}

/** Pixels of one thumbnail. `skipFirst` leaves out the first column, where most heads rest. */
export function thumbnailPixels(
  overview: Uint8Array,
  { index, side, colours, skipFirst }: ThumbnailOptions,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(side * side * 4);
  const start = index * side * side;
  for (let at = 0; at < side * side; at += 1) {
    const code = skipFirst && at % side === 0 ? 0 : (overview[start + at] ?? 0);
    pixels.set(colours.subarray(code * 4, code * 4 + 4), at * 4);
  }
  return pixels;
}

interface ThumbnailOptions {
  readonly index: number;
  readonly side: number;
  readonly colours: Uint8ClampedArray;
  readonly skipFirst: boolean;
}

/** The head that an address names; the middle layer's first head when it names none that is there. */
export function headInSearch(
  search: URLSearchParams,
  { layers, heads }: Pick<AttentionMap, 'layers' | 'heads'>,
): HeadPlace {
  const whole = (name: string, end: number): number | null => {
    const text = search.get(name);
    const value = Number(text);
    return text !== null && Number.isInteger(value) && value >= 0 && value < end ? value : null;
  };
  return { layer: whole('layer', layers) ?? Math.floor(layers / 2), head: whole('head', heads) ?? 0 };
}
