import type { Data } from 'plotly.js';
import { useCallback } from 'react';
import { useFormat } from '../../app/messages/index.ts';
import { plainLabel } from './bars.ts';
import type { ChartColours } from './colours.ts';
import { Figure } from './Figure.tsx';
import { quietAxis, quietLayout } from './layout.ts';
import { csvOf } from './save.ts';
import { type LineSeries, seriesRows, summary, wholeTicks } from './series.ts';

export interface LineChartProps {
  readonly label: string;
  readonly series: readonly LineSeries[];
  /** With the unit: "Optimiser step". */
  readonly xTitle: string;
  readonly yTitle: string;
  readonly height?: number;
  readonly logY?: boolean;
  readonly yRange?: readonly [low: number, high: number];
}

/** Values against a number, such as a loss against the step. */
export function LineChart({ label, series, xTitle, yTitle, height = 260, logY = false, yRange }: LineChartProps) {
  const format = useFormat();
  const [low, high] = yRange ?? [];

  const draw = useCallback(
    (colours: ChartColours) => ({
      data: series.map((one, place) => trace(one, colours.series[(one.colour ?? place) % 6] ?? colours.text)),
      layout: {
        ...quietLayout(colours),
        showlegend: series.length > 1,
        xaxis: { ...quietAxis(colours, xTitle), showgrid: false, ...wholeTicks(series) },
        yaxis: {
          ...quietAxis(colours, yTitle),
          type: logY ? ('log' as const) : ('linear' as const),
          ...(low !== undefined && high !== undefined && { range: [low, high] as [number, number] }),
        },
      },
    }),
    [series, xTitle, yTitle, logY, low, high],
  );

  return (
    <Figure
      label={label}
      summary={summary(series, value => format.number(value, 3))}
      // In a very large window a curve is as wide as that: low, it would be a line.
      height={`max(${height}px, 22vh)`}
      draw={draw}
      empty={series.every(({ points }) => points.length === 0)}
      csv={() => csvOf(seriesRows(series, xTitle, yTitle))}
    />
  );
}

function trace({ name, points, faint = false, marks = false }: LineSeries, colour: string): Data {
  return {
    type: 'scatter',
    name: plainLabel(name, 60),
    mode: marks ? 'lines+markers' : 'lines',
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    opacity: faint ? 0.35 : 1,
    line: { color: colour, width: faint ? 1 : 1.75 },
    marker: { color: colour, size: 5 },
    hovertemplate: '%{y:.4~g}',
  };
}
