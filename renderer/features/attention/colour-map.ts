export type Shade = 'light' | 'dark';

/** Lightness, chroma and hue (degrees) in OKLCH, at a place between 0 and 1. */
interface Stop {
  readonly at: number;
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

/** From the colour of the panel to the strongest reading. Lightness runs evenly, so that equal steps look equal. */
const STOPS: Readonly<Record<Shade, readonly Stop[]>> = {
  light: [
    { at: 0, lightness: 0.985, chroma: 0.004, hue: 190 },
    { at: 0.3, lightness: 0.775, chroma: 0.105, hue: 205 },
    { at: 0.65, lightness: 0.53, chroma: 0.15, hue: 255 },
    { at: 1, lightness: 0.285, chroma: 0.14, hue: 285 },
  ],
  dark: [
    { at: 0, lightness: 0.2, chroma: 0.012, hue: 275 },
    { at: 0.3, lightness: 0.425, chroma: 0.15, hue: 295 },
    { at: 0.65, lightness: 0.6875, chroma: 0.17, hue: 385 },
    { at: 1, lightness: 0.95, chroma: 0.12, hue: 460 },
  ],
};

/** 256 opaque colours, one a code of `sqrt-u8`, as RGBA bytes. */
export function colourMap(shade: Shade): Uint8ClampedArray<ArrayBuffer> {
  const colours = new Uint8ClampedArray(256 * 4);
  for (let code = 0; code < 256; code += 1) {
    const { lightness, chroma, hue } = between(STOPS[shade], code / 255);
    const radians = (hue * Math.PI) / 180;
    const rgb = srgb(lightness, chroma * Math.cos(radians), chroma * Math.sin(radians));
    colours.set([...rgb, 255], code * 4);
  }
  return colours;
}

/** The colour of one code, for CSS. */
export function cssColour(colours: Uint8ClampedArray, code: number): string {
  const [red, green, blue] = colours.subarray(code * 4, code * 4 + 3);
  return `rgb(${red} ${green} ${blue})`;
}

function between(stops: readonly Stop[], at: number): Stop {
  const right = stops.findIndex(stop => stop.at >= at);
  const to = stops[right];
  const from = stops[Math.max(0, right - 1)];
  if (!from || !to || from === to) return (to ?? stops[0]) as Stop;

  const share = (at - from.at) / (to.at - from.at);
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return {
    at,
    lightness: mix(from.lightness, to.lightness),
    chroma: mix(from.chroma, to.chroma),
    hue: mix(from.hue, to.hue),
  };
}

/** OKLab to 8-bit sRGB. Source: Björn Ottosson, "A perceptual color space for image processing", 2020. */
function srgb(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function gamma(linear: number): number {
  const clipped = Math.min(1, Math.max(0, linear));
  return 255 * (clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055);
}
