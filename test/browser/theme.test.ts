import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const CSS = readFileSync(new URL('../../renderer/app/theme.css', import.meta.url), 'utf8');
const MEANINGS = {
  split: ['--split-train', '--split-validation', '--split-test', '--split-none'],
  label: ['--label-1', '--label-2', '--label-3', '--label-4', '--label-5', '--label-rest'],
  count: ['--count', '--count-apart'],
} as const;
/** What is of no named kind is grey in every meaning. */
const GREY = ['--split-none', '--label-rest'];

/** The colours of a theme by their names. */
function coloursOf(theme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const blocks = CSS.matchAll(new RegExp(String.raw`\[data-mantine-color-scheme="${theme}"\] \{([^}]*)\}`, 'g'));
  const colours = [...blocks].flatMap(([, block = '']) => [...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)]);
  return new Map(colours.map(([, name = '', colour = '']) => [name, colour]));
}

/** Between two steps of labels. From a dark ground up there is less room than from white down to black: none may glare. */
const LEAST = { light: { contrast: 1.4, distance: 0.1 }, dark: { contrast: 1.25, distance: 0.08 } } as const;

/** In Oklab, where 1 lies between black and white and equal distances look alike. */
function distance(one: string, other: string): number {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(...a.map((part, at) => part - (b[at] ?? 0)));
}

function oklab(colour: string): readonly number[] {
  const [red, green, blue] = linear(colour);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}

function linear(colour: string): readonly [number, number, number] {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}

/** WCAG 2.1: from 0 for black to 1 for white. */
function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test.each(['light', 'dark'] as const)('marks stand out from the ground as WCAG asks in the %s theme', theme => {
  const colours = coloursOf(theme);
  for (const name of Object.values(MEANINGS).flat()) {
    for (const ground of ['--surface', '--raised']) {
      const ratio = contrast(colours.get(name) ?? '', colours.get(ground) ?? '');
      expect(ratio, `${name} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  }
});

test.each(['light', 'dark'] as const)(
  'no colour means two things in the %s theme, and steps of labels are seen',
  theme => {
    const colours = coloursOf(theme);
    const named = Object.values(MEANINGS)
      .flat()
      .filter(name => !GREY.includes(name))
      .map(name => colours.get(name));
    expect(new Set(named).size).toBe(named.length);

    const steps = MEANINGS.label.slice(0, 5).map(name => colours.get(name) ?? '');
    for (const [at, step] of steps.slice(1).entries()) {
      expect(contrast(step, steps[at] ?? '')).toBeGreaterThan(LEAST[theme].contrast);
      expect(distance(step, steps[at] ?? '')).toBeGreaterThan(LEAST[theme].distance);
    }
  },
);

test('what fills bars does not glare in the dark theme: it stands back behind the letters beside it', () => {
  const colours = coloursOf('dark');
  const letters = contrast(colours.get('--text') ?? '', colours.get('--surface') ?? '');
  for (const name of Object.values(MEANINGS).flat()) {
    const ratio = contrast(colours.get(name) ?? '', colours.get('--surface') ?? '');
    expect(ratio, name).toBeLessThan(letters * 0.65);
  }
});
