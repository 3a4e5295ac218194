/** Three seconds of scrolling; answers the 95th of a hundred frame times in milliseconds. */
export async function fling(): Promise<number> {
  const scroller = scrolled();
  const frames: number[] = [];
  let last = performance.now();
  const end = last + 3000;
  while (last < end) {
    scroller.scrollTop += 600;
    await nextFrame();
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
  return frames.toSorted((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? 0;
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
