import { expect, test } from 'vitest';
import { heatOf } from './heat.ts';

/** Contrast by WCAG 2 of a cell's text on its ground. */
function contrast(background: string, colour: string): number {
  const [hue = 0, saturation = 0, lightness = 0] = (background.match(/\d+/g) ?? []).map(Number);
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    const l = lightness / 100;
    return l - (saturation / 100) * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  const luminance = (rgb: readonly number[]): number => {
    const [r = 0, g = 0, b = 0] = rgb.map(value =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = luminance([channel(0), channel(8), channel(4)]);
  const text = luminance((colour.slice(1).match(/../g) ?? []).map(hex => Number.parseInt(hex, 16) / 255));
  return (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
}

test.each([
  [true, false],
  [false, false],
  [true, true],
  [false, true],
])('EV-H1 the number of a cell is legible at every heat (right %s, dark %s)', (right, dark) => {
  for (let share = 0; share <= 1; share += 0.02) {
    const { background, colour } = heatOf(share, right, dark);
    expect(contrast(background, colour), `share ${share.toFixed(2)}`).toBeGreaterThanOrEqual(4.5);
  }
});
