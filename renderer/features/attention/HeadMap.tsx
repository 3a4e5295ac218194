import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { drawAxes, GUTTER } from './axes.ts';
import styles from './HeadMap.module.css';
import { type Heatmap, heatmapIn } from './heatmap.ts';
import { cellAt, fitted, type Point, panned, resized, type Size, type Viewport, zoomed } from './viewport.ts';
import type { Head } from './weights.ts';

export interface Cell {
  readonly query: number;
  readonly key: number;
}

export interface HeadMapProps {
  readonly label: string;
  readonly head: Head;
  readonly tokens: readonly string[];
  readonly colours: Uint8ClampedArray;
  /** The cell that is pointed at, here or in a list beside. */
  readonly pointed: Cell | null;
  readonly onPoint: (cell: Cell | null) => void;
}

const WHEEL_STEP = 1.0016;
const KEY_ZOOM = 1.4;
const KEY_PAN = 60;

/** One head in full: a row a query, a column a key. Wheel and keys zoom, dragging moves, a double click shows it whole. */
export function HeadMap({ label, head, tokens, colours, pointed, onPoint }: HeadMapProps) {
  const { ref: measured, width, height } = useElementSize<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  const both = useMergedRef(measured, place);
  const cells = useRef<HTMLCanvasElement>(null);
  const axes = useRef<HTMLCanvasElement>(null);
  const heatmap = useRef<Heatmap | null>(null);
  const size: Size = { width: Math.max(1, width - GUTTER.left), height: Math.max(1, height - GUTTER.top) };
  const { view, setView } = useViewport(head.side, size);
  const [dragging, setDragging] = useState(false);
  const last = useRef<Point | null>(null);

  useHeatmap(heatmap, cells, head.side);
  useLayoutEffect(() => {
    heatmap.current?.setColours(colours);
    heatmap.current?.setHead(head);
  }, [head, colours]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a picture is drawn when any part of it has changed.
  useLayoutEffect(() => {
    if (width === 0) return;
    heatmap.current?.draw(view, size, devicePixelRatio);
    if (axes.current) drawAxes(axes.current, { tokens, view, size, pointed, pixelRatio: devicePixelRatio });
  }, [view, head, colours, tokens, width, height, pointed]);

  useWheel(place, (event, at) => {
    setView(zoomed(view, WHEEL_STEP ** -event.deltaY, at, head.side, size));
  });

  const pointOf = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left - GUTTER.left, y: event.clientY - box.top - GUTTER.top };
  };
  const move = (event: PointerEvent): void => {
    const at = pointOf(event);
    if (last.current) {
      setView(panned(view, { x: at.x - last.current.x, y: at.y - last.current.y }, head.side, size));
      last.current = at;
    }
    const inside = at.x >= 0 && at.y >= 0;
    const cell = inside ? cellAt(view, at, head.side) : null;
    if (cell?.query !== pointed?.query || cell?.key !== pointed?.key) onPoint(cell);
  };
  const press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = pointOf(event);
    setDragging(true);
  };
  const release = (): void => {
    last.current = null;
    setDragging(false);
  };
  const key = (event: KeyboardEvent): void => {
    const next = viewAfterKey(event, view, head.side, size);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    setView(next);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture that is explored by keys has no element of its own.
    <div
      ref={both}
      className={styles.map}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is explored by keys.
      tabIndex={0}
      data-dragging={dragging || undefined}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={() => !dragging && onPoint(null)}
      onDoubleClick={() => setView(fitted(head.side, size))}
      onKeyDown={key}
    >
      <canvas
        ref={cells}
        className={styles.cells}
        style={{ left: GUTTER.left, top: GUTTER.top, width: size.width, height: size.height }}
      />
      <canvas ref={axes} className={styles.axes} />
    </div>
  );
}

/** The view, which keeps its place when the panel changes its size and starts whole for another number of tokens. */
function useViewport(side: number, size: Size) {
  const [state, setState] = useState({ view: fitted(side, size), side, size });
  let { view } = state;
  if (state.side !== side) view = fitted(side, size);
  else if (state.size.width !== size.width || state.size.height !== size.height) {
    view = resized(view, side, state.size, size);
  }
  if (view !== state.view) setState({ view, side, size });
  return { view, setView: (next: Viewport) => setState({ view: next, side, size }) };
}

/** Keeps a drawer for the canvas as long as it is shown; another number of tokens may need another one. */
function useHeatmap(
  heatmap: { current: Heatmap | null },
  canvas: { readonly current: HTMLCanvasElement | null },
  side: number,
): void {
  useLayoutEffect(() => {
    if (!canvas.current) return;
    heatmap.current = heatmapIn(canvas.current, side);
    return () => {
      heatmap.current?.dispose();
      heatmap.current = null;
    };
  }, [heatmap, canvas, side]);
}

/** Listens to the wheel by hand: React's own listener could not keep the page from scrolling. */
function useWheel(
  place: { readonly current: HTMLDivElement | null },
  onWheel: (event: WheelEvent, at: Point) => void,
): void {
  const latest = useRef(onWheel);
  latest.current = onWheel;

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const listen = (event: WheelEvent): void => {
      const box = element.getBoundingClientRect();
      event.preventDefault();
      latest.current(event, { x: event.clientX - box.left - GUTTER.left, y: event.clientY - box.top - GUTTER.top });
    };
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [place]);
}

function viewAfterKey(event: KeyboardEvent, view: Viewport, side: number, size: Size): Viewport | null {
  const middle = { x: size.width / 2, y: size.height / 2 };
  if (event.key === '+' || event.key === '=') return zoomed(view, KEY_ZOOM, middle, side, size);
  if (event.key === '-') return zoomed(view, 1 / KEY_ZOOM, middle, side, size);
  if (event.key === '0') return fitted(side, size);
  if (!event.shiftKey) return null;
  const by = PANS[event.key];
  return by ? panned(view, by, side, size) : null;
}

const PANS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: KEY_PAN, y: 0 },
  ArrowRight: { x: -KEY_PAN, y: 0 },
  ArrowUp: { x: 0, y: KEY_PAN },
  ArrowDown: { x: 0, y: -KEY_PAN },
};
