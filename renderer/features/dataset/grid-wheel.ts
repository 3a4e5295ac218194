import type { GridApi } from 'ag-grid-community';

const LINE = 28;

/**
 * Lets the wheel move rows at their own pace where they stand taller than an element can be. The grid squeezes such rows
 * into what Chromium can lay out, and a notch of the wheel would pass over dozens of them unseen. The scroll bar keeps its
 * whole range.
 *
 * @returns takes the listener away.
 */
export function steadyWheel(place: HTMLElement, api: GridApi): () => void {
  const viewport = place.querySelector<HTMLElement>('.ag-grid-viewport');
  if (viewport === null) return () => {};
  /** Where the rows should stand, in their own pixels: the scroll bar only knows whole pixels of its own. */
  let wanted = { top: 0, scrollTop: -1 };

  const onWheel = (event: WheelEvent): void => {
    const rows = api.getDisplayedRowCount() * LINE - viewport.clientHeight;
    const bar = viewport.scrollHeight - viewport.clientHeight;
    if (event.ctrlKey || event.shiftKey || event.deltaY === 0 || rows <= bar + LINE) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE;
    const top = wanted.scrollTop === viewport.scrollTop ? wanted.top : (viewport.scrollTop / bar) * rows;
    const next = Math.max(0, Math.min(rows, top + event.deltaY * pixels));
    viewport.scrollTop = (next / rows) * bar;
    wanted = { top: next, scrollTop: viewport.scrollTop };
  };
  place.addEventListener('wheel', onWheel, { passive: false });
  return () => place.removeEventListener('wheel', onWheel);
}
