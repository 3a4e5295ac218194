export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Which part of a square map is on the screen: the cell at the left and top edge, and the pixels a cell takes. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const LARGEST_CELL = 64;

/** The whole map, as large as it fits, in the middle. */
export function fitted(cells: number, size: Size): Viewport {
  return kept({ x: 0, y: 0, scale: smallestScale(cells, size) }, cells, size);
}

/** Zooms by a factor; the place of the map under `at` stays where it is. */
export function zoomed(view: Viewport, factor: number, at: Point, cells: number, size: Size): Viewport {
  const least = smallestScale(cells, size);
  const scale = Math.min(Math.max(view.scale * factor, least), Math.max(LARGEST_CELL, least));
  return kept(
    {
      x: view.x + at.x / view.scale - at.x / scale,
      y: view.y + at.y / view.scale - at.y / scale,
      scale,
    },
    cells,
    size,
  );
}

/** Moves the map by pixels, as a hand would. */
export function panned(view: Viewport, by: Point, cells: number, size: Size): Viewport {
  return kept({ ...view, x: view.x - by.x / view.scale, y: view.y - by.y / view.scale }, cells, size);
}

/** The cell under a point, or null beside the map. */
export function cellAt(view: Viewport, { x, y }: Point, cells: number): { query: number; key: number } | null {
  const key = Math.floor(view.x + x / view.scale);
  const query = Math.floor(view.y + y / view.scale);
  return key >= 0 && query >= 0 && key < cells && query < cells ? { query, key } : null;
}

/** The view after the panel changed its size: a map that was whole stays whole. */
export function resized(view: Viewport, cells: number, from: Size, to: Size): Viewport {
  const wasWhole = view.scale <= smallestScale(cells, from) * 1.001;
  return wasWhole ? fitted(cells, to) : kept(view, cells, to);
}

function smallestScale(cells: number, { width, height }: Size): number {
  return Math.max(Math.min(width, height) / cells, 0.01);
}

/** A map smaller than the panel stands in its middle; a larger one covers it. */
function kept(view: Viewport, cells: number, { width, height }: Size): Viewport {
  const place = (start: number, pixels: number): number => {
    const shown = pixels / view.scale;
    return shown >= cells ? (cells - shown) / 2 : Math.min(Math.max(start, 0), cells - shown);
  };
  return { x: place(view.x, width), y: place(view.y, height), scale: view.scale };
}
