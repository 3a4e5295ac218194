import { expect, test } from 'vitest';
import { colourMap, cssColour } from './colour-map.ts';

/** Lightness in OKLab of an sRGB colour: the inverse of what the map is built from. */
function lightness([red = 0, green = 0, blue = 0]: ArrayLike<number> & Iterable<number>): number {
  const linear = (byte: number): number => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
}

test.each(['light', 'dark'] as const)(
  'AT-C1 the %s map changes its lightness one way, in steps that look alike',
  shade => {
    const colours = colourMap(shade);
    const steps: number[] = [];
    for (let code = 16; code < 256; code += 16) {
      const before = lightness(colours.subarray((code - 16) * 4, (code - 16) * 4 + 3));
      steps.push(lightness(colours.subarray(code * 4, code * 4 + 3)) - before);
    }

    const sign = shade === 'light' ? -1 : 1;
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    expect(Math.sign(mean)).toBe(sign);
    for (const step of steps) expect(step / mean).toBeCloseTo(1, 0);
  },
);

test('AT-C2 nothing read has the colour of the panel, and every colour is opaque', () => {
  expect(lightness(colourMap('light').subarray(0, 3))).toBeGreaterThan(0.97);
  expect(lightness(colourMap('dark').subarray(0, 3))).toBeLessThan(0.22);
  expect(
    colourMap('dark')
      .filter((_, at) => at % 4 === 3)
      .every(alpha => alpha === 255),
  ).toBe(true);
});

test('AT-C3 a code has its colour for CSS', () => {
  const colours = new Uint8ClampedArray(256 * 4);
  colours.set([1, 2, 3, 255], 4 * 7);

  expect(cssColour(colours, 7)).toBe('rgb(1 2 3)');
});
