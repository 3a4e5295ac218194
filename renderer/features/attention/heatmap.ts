import { heatmapIn2d } from './heatmap-2d.ts';
import { heatmapInGl } from './heatmap-gl.ts';
import type { Size, Viewport } from './viewport.ts';
import type { Head } from './weights.ts';

/** Draws one head into a canvas, as often as it is asked to. Sizes and scales are in pixels of the screen. */
export interface Heatmap {
  setHead(head: Head): void;
  /** 256 colours, RGBA. */
  setColours(colours: Uint8ClampedArray): void;
  draw(view: Viewport, size: Size, pixelRatio: number): void;
  dispose(): void;
}

/** The fastest way there is on this machine: the graphics card's, else a canvas. */
export function heatmapIn(canvas: HTMLCanvasElement, side: number): Heatmap {
  return heatmapInGl(canvas, side) ?? heatmapIn2d(canvas);
}
