export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LineSeries {
  readonly name: string;
  readonly points: readonly Point[];
  /** A thin pale line below: raw values of a series that is also drawn smoothed. */
  readonly faint?: boolean;
  /** Marks at the points: for values that come seldom, such as a validation loss. */
  readonly marks?: boolean;
  /** Place of the colour, from 0; by order when left out. */
  readonly colour?: number;
}

/** The last value of each series, in words. */
export function summary(series: readonly LineSeries[], write: (value: number) => string): string {
  return series
    .flatMap(({ name, points }) => {
      const last = points.at(-1);
      return last ? [`${name}: ${write(last.y)} (${write(last.x)})`] : [];
    })
    .join('; ');
}

/** One line a point, so that series need not share their places. */
export function seriesRows(series: readonly LineSeries[], xTitle: string, yTitle: string): (string | number)[][] {
  return [['series', xTitle, yTitle], ...series.flatMap(({ name, points }) => points.map(({ x, y }) => [name, x, y]))];
}

/** Plotly draws about ten ticks: over a longer way they are whole by themselves. */
const FEW = 10;

/** Ticks at whole numbers alone, where all places are whole and so few that there would be some between them. */
export function wholeTicks(series: readonly LineSeries[]): { readonly dtick?: number } {
  const places = series.flatMap(({ points }) => points.map(({ x }) => x));
  const low = places.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = places.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return places.every(Number.isInteger) && high - low <= FEW ? { dtick: 1 } : {};
}
