import type { Heatmap } from './heatmap.ts';
import type { Head } from './weights.ts';

/** Draws by a plain canvas, where there is no WebGL 2: the head is painted once, then moved and scaled as a picture. */
export function heatmapIn2d(canvas: HTMLCanvasElement): Heatmap {
  const context = canvas.getContext('2d');
  const picture = document.createElement('canvas');
  let head: Head | null = null;
  let colours: Uint8ClampedArray | null = null;

  const paint = (): void => {
    if (!head || !colours) return;
    picture.width = head.side;
    picture.height = head.side;
    picture.getContext('2d')?.putImageData(new ImageData(painted(head, colours), head.side, head.side), 0, 0);
  };

  return {
    setHead(next) {
      head = next;
      paint();
    },
    setColours(next) {
      colours = next;
      paint();
    },
    draw(view, size, pixelRatio) {
      canvas.width = Math.round(size.width * pixelRatio);
      canvas.height = Math.round(size.height * pixelRatio);
      if (!context || !head) return;
      const cell = view.scale * pixelRatio;
      context.imageSmoothingEnabled = cell < 1;
      context.imageSmoothingQuality = 'high';
      context.drawImage(picture, -view.x * cell, -view.y * cell, head.side * cell, head.side * cell);
    },
    dispose() {
      picture.width = 0;
    },
  };
}

/** The pixels of a head, one a cell. */
export function painted({ side, codes }: Head, colours: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(side * side * 4);
  const words = new Uint32Array(pixels.buffer);
  const table = new Uint32Array(Uint8ClampedArray.from(colours).buffer);
  for (let at = 0; at < words.length; at += 1) words[at] = table[codes[at] ?? 0] ?? 0;
  return pixels;
}
