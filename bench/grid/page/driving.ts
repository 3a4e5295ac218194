/** How long the frames are watched while the wheel turns, milliseconds. */
const FLING_MS = 3000;

/** Watches frames while the wheel turns; answers the 95th of a hundred frame times in milliseconds. */
export async function watchFrames(): Promise<number> {
  const frames: number[] = [];
  let last = await nextFrame();
  const end = last + FLING_MS;
  while (last < end) {
    const now = await nextFrame();
    frames.push(now - last);
    last = now;
  }
  return frames.toSorted((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? 0;
}

/** How far the rows have come: the greatest place that is on the screen. */
export function placeReached(): number {
  return Math.max(...[...document.body.textContent.matchAll(/place (\d+) /g)].map(([, place]) => Number(place)));
}

export interface Jump {
  readonly rows: number;
  /** By the row's number, where the grid has a way; else by the scroll bar. */
  readonly byRow: boolean;
}

/** Goes to the last row, until its text is there. */
export async function jumpToLast({ rows, byRow }: Jump): Promise<{ ms: number; reached: boolean }> {
  const scroller = scrolled();
  const began = performance.now();
  if (byRow) (window as unknown as { jump: (row: number) => void }).jump(rows);
  else scroller.scrollTop = scroller.scrollHeight;
  while (performance.now() < began + 3000) {
    await nextFrame();
    if (document.body.textContent.includes(`place ${rows - 1} `))
      return { ms: performance.now() - began, reached: true };
  }
  return { ms: performance.now() - began, reached: false };
}

/** Draws the scroll bar to a part of its way; milliseconds until rows from about there are on the screen. */
export async function dragTo({ rows, part }: { readonly rows: number; readonly part: number }): Promise<number> {
  const scroller = scrolled();
  const began = performance.now();
  scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * part;
  while (performance.now() < began + 3000) {
    await nextFrame();
    if (Math.abs(placeReached() / rows - part) < 0.001) break;
  }
  return performance.now() - began;
}

/** The element whose scroll bar moves the rows. */
function scrolled(): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('*')].find(
    element =>
      element.scrollHeight > element.clientHeight + 1000 && /auto|scroll/.test(getComputedStyle(element).overflowY),
  );
  if (!found) throw new Error('nothing scrolls here');
  return found;
}

function nextFrame(): Promise<number> {
  return new Promise(requestAnimationFrame);
}
