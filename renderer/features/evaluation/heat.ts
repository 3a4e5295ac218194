export interface Heat {
  readonly background: string;
  readonly colour: string;
}

/** Hue in degrees, and the lightness below which white is the more legible text: blue is darker than it looks. */
const RIGHT = { hue: 237, turns: 61 };
const WRONG = { hue: 354, turns: 55 };

/**
 * Ground and text of a cell by its share: the accent where the answer was right, red where it was wrong. The text
 * turns over where the ground becomes strong, so that it stays legible on all of them.
 */
export function heatOf(share: number, right: boolean, dark: boolean): Heat {
  const { hue, turns } = right ? RIGHT : WRONG;
  const strength = share ** 0.7;
  const saturation = Math.round(dark ? 14 + strength * 42 : 24 + strength * 34);
  const lightness = Math.round(dark ? 21 + strength * 25 : 96 - strength * 47);
  return {
    background: `hsl(${hue} ${saturation}% ${lightness}%)`,
    colour: dark || lightness < turns ? '#ffffff' : '#000000',
  };
}
