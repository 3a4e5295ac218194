/** A colour by its name in the theme. */
export type ColourName = `--${string}`;

/** One place of a bar chart. */
export interface Bar {
  readonly key: string;
  /** On the axis; cut when it is long. */
  readonly label: string;
  /** In full, for the hover, the table and those who hear the chart. */
  readonly name?: string;
}

/** What bars are made of: one value a bar. */
export interface BarSeries {
  readonly name: string;
  readonly values: readonly number[];
  /** What it means in the theme; when left out, a count or, as the second series, one that is set apart. */
  readonly colour?: ColourName;
}

const LONGEST_LABEL = 26;

/** Text of data as Plotly shows it: it reads tags in labels. */
export function plainLabel(text: string, longest = LONGEST_LABEL): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  const cut = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line;
  return cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A line a bar, as a table and as a file have it. */
export function barRows(bars: readonly Bar[], series: readonly BarSeries[], barTitle: string): (string | number)[][] {
  return [
    [barTitle, ...series.map(({ name }) => name)],
    ...bars.map(({ label, name }, place) => [name ?? label, ...series.map(({ values }) => values[place] ?? 0)]),
  ];
}

/** The marks that arrow keys walk over: bar by bar, and within a bar its parts that are not nothing. */
export function marksOf(
  bars: readonly Bar[],
  series: readonly BarSeries[],
): { readonly bar: number; readonly series: number }[] {
  return bars.flatMap((_, bar) => {
    const parts = series.map((_, place) => ({ bar, series: place }));
    const there = parts.filter(({ series: place }) => (series[place]?.values[bar] ?? 0) > 0);
    return there.length > 0 ? there : parts.slice(0, 1);
  });
}

/** Every so many bars one has its label, so that none covers another. */
export function labelledBars(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, place) => place * step);
}

/** Pixels of the axis of the narrowest panel, of a character on it, and between two labels. */
const AXIS = 340;
const CHARACTER = 6.4;
const GAP = 14;

/** How many labels stand side by side below standing bars. */
export function labelsAcross(bars: readonly Bar[]): number {
  const longest = Math.max(1, ...bars.map(({ label }) => Math.min([...label].length, LONGEST_LABEL)));
  return Math.min(8, Math.max(2, Math.floor(AXIS / (longest * CHARACTER + GAP))));
}
