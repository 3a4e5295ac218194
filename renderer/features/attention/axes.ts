import { ticks } from './axis-ticks.ts';
import { fitting, tokenText } from './token-text.ts';
import type { Size, Viewport } from './viewport.ts';

/** Room for the tokens beside and above the map, in pixels. */
export const GUTTER = { left: 96, top: 78 };

const ROOM = 13;

export interface Axes {
  readonly tokens: readonly string[];
  readonly view: Viewport;
  readonly size: Size;
  readonly pointed: { readonly query: number; readonly key: number } | null;
  readonly pixelRatio: number;
}

/** Writes the tokens along both sides of the map, and marks the row and the column that are pointed at. */
export function drawAxes(canvas: HTMLCanvasElement, axes: Axes): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { size, view, pointed, pixelRatio, tokens } = axes;
  canvas.width = Math.round((size.width + GUTTER.left) * pixelRatio);
  canvas.height = Math.round((size.height + GUTTER.top) * pixelRatio);
  context.scale(pixelRatio, pixelRatio);

  const colours = namedColours(canvas);
  context.font = `11px ${colours.font}`;
  context.textBaseline = 'middle';
  // A map that is smaller than its place stands in the middle, and its tokens stand beside it.
  const edge = {
    left: GUTTER.left + Math.max(0, -view.x * view.scale),
    top: GUTTER.top + Math.max(0, -view.y * view.scale),
  };
  const along = (start: number, pixels: number) => ({ start, scale: view.scale, pixels, cells: tokens.length });
  const write = (text: string, room: number): string => fitting(text, room, one => context.measureText(one).width);

  const label = (index: number, at: number, kind: 'query' | 'key', strong: boolean): void => {
    context.fillStyle = strong ? colours.text : colours.dim;
    context.save();
    if (kind === 'query') {
      context.textAlign = 'right';
      context.fillText(write(tokenText(tokens[index] ?? ''), GUTTER.left - 12), edge.left - 7, GUTTER.top + at);
    } else {
      context.translate(GUTTER.left + at, edge.top - 7);
      context.rotate(-Math.PI / 2);
      context.textAlign = 'left';
      context.fillText(write(tokenText(tokens[index] ?? ''), GUTTER.top - 12), 0, 0);
    }
    context.restore();
  };
  const side = (kind: 'query' | 'key', start: number, pixels: number, chosen: number | undefined): void => {
    const chosenAt = chosen === undefined ? undefined : (chosen + 0.5 - start) * view.scale;
    for (const { index, at } of ticks(along(start, pixels), ROOM)) {
      // The one that is pointed at takes the room of its neighbours.
      if (chosenAt === undefined || Math.abs(at - chosenAt) >= ROOM) label(index, at, kind, false);
    }
    if (chosen !== undefined && chosenAt !== undefined && chosenAt >= 0 && chosenAt <= pixels) {
      label(chosen, chosenAt, kind, true);
    }
  };

  side('query', view.y, size.height, pointed?.query);
  side('key', view.x, size.width, pointed?.key);
  if (pointed) drawCross(context, axes, colours.mark);
}

function drawCross(context: CanvasRenderingContext2D, { tokens, view, size, pointed }: Axes, colour: string): void {
  if (!pointed) return;
  const x = (pointed.key - view.x) * view.scale;
  const y = (pointed.query - view.y) * view.scale;
  context.save();
  context.beginPath();
  const whole = tokens.length * view.scale;
  const left = Math.max(0, -view.x * view.scale);
  const top = Math.max(0, -view.y * view.scale);
  context.rect(
    GUTTER.left + left - 2,
    GUTTER.top + top - 2,
    Math.min(whole, size.width) + 4,
    Math.min(whole, size.height) + 4,
  );
  context.clip();
  context.translate(GUTTER.left, GUTTER.top);
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.globalAlpha = 0.45;
  context.strokeRect(-1, y - 0.5, size.width + 2, view.scale + 1);
  context.strokeRect(x - 0.5, -1, view.scale + 1, size.height + 2);
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.strokeRect(x - 1, y - 1, view.scale + 2, view.scale + 2);
  context.restore();
}

function namedColours(element: Element) {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return { text: of('--text'), dim: of('--text-dim'), mark: of('--series-2'), font: of('--font-text') };
}
