import type { ColourName } from './bars.ts';

export interface ChartColours {
  readonly series: readonly string[];
  readonly named: (name: ColourName) => string;
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly surface: string;
  readonly font: string;
}

/** The page's colours as values, since Plotly draws with values, not with names. */
export function chartColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const of = (name: ColourName): string => style.getPropertyValue(name).trim();

  return {
    series: [1, 2, 3, 4, 5, 6].map(place => of(`--series-${place}`)),
    named: of,
    text: of('--text'),
    dim: of('--text-dim'),
    line: of('--line'),
    surface: of('--surface'),
    font: of('--font-text'),
  };
}
