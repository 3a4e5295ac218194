import type { Rectangle } from 'electron';

/** The smallest window that the page is laid out for. */
export const SMALLEST = { width: 720, height: 480 } as const;
/** About a title bar, so that the one below can be taken hold of. */
const STEP = 32;

/** Where a new window stands: at its place, or a step beside windows that stand exactly there, inside of the display. */
export function besideOthers(place: Rectangle, others: readonly Rectangle[], display: Rectangle): Rectangle {
  const right = display.x + display.width;
  const bottom = display.y + display.height;
  let { x, y } = place;
  const isTaken = (): boolean =>
    others.some(other => Math.max(Math.abs(other.x - x), Math.abs(other.y - y)) < STEP / 2);
  if (!isTaken()) return place;

  for (let tries = 0; isTaken() && tries <= others.length; tries += 1) {
    const hasRoom = right - x - STEP >= SMALLEST.width && bottom - y - STEP >= SMALLEST.height;
    x = hasRoom ? x + STEP : display.x;
    y = hasRoom ? y + STEP : display.y;
  }
  return { x, y, width: Math.min(place.width, right - x), height: Math.min(place.height, bottom - y) };
}

/** In the middle of a display, and no larger. */
export function inMiddle(size: { readonly width: number; readonly height: number }, display: Rectangle): Rectangle {
  const width = Math.min(size.width, display.width);
  const height = Math.min(size.height, display.height);
  return {
    x: display.x + Math.round((display.width - width) / 2),
    y: display.y + Math.round((display.height - height) / 2),
    width,
    height,
  };
}
