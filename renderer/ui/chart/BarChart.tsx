import type { Data } from 'plotly.js';
import { useCallback } from 'react';
import { useFormat } from '../../app/messages/index.ts';
import type { ChartColours } from './colours.ts';
import { Figure } from './Figure.tsx';
import { quietAxis, quietLayout } from './layout.ts';
import { csvOf } from './save.ts';

export interface Bar {
  /** The category the bar stands at. */
  readonly at: string;
  readonly value: number;
  /** Ends of the interval, drawn as a whisker. */
  readonly low?: number;
  readonly high?: number;
}

export interface BarSeries {
  readonly name: string;
  readonly bars: readonly Bar[];
  readonly colour?: number;
}

export interface BarChartProps {
  readonly label: string;
  readonly series: readonly BarSeries[];
  readonly categoryTitle: string;
  readonly valueTitle: string;
  readonly height?: number;
  readonly horizontal?: boolean;
  readonly stacked?: boolean;
  readonly valueRange?: readonly [low: number, high: number];
}

/** Values by category, series side by side or stacked. */
export function BarChart(props: BarChartProps) {
  const { label, series, categoryTitle, valueTitle, height = 240, horizontal = false, stacked = false } = props;
  const format = useFormat();
  const [low, high] = props.valueRange ?? [];

  const draw = useCallback(
    (colours: ChartColours) => {
      const categories = { ...quietAxis(colours, categoryTitle), showgrid: false, type: 'category' as const };
      const values = {
        ...quietAxis(colours, valueTitle),
        ...(low !== undefined && high !== undefined && { range: [low, high] as [number, number] }),
      };
      return {
        data: series.map((one, place) =>
          trace(one, colours.series[(one.colour ?? place) % 6] ?? colours.text, colours.text, horizontal),
        ),
        layout: {
          ...quietLayout(colours),
          hovermode: 'closest' as const,
          showlegend: series.length > 1,
          barmode: stacked ? ('stack' as const) : ('group' as const),
          bargap: 0.35,
          bargroupgap: 0.08,
          xaxis: horizontal ? values : categories,
          yaxis: horizontal ? { ...categories, autorange: 'reversed' as const } : values,
        },
      };
    },
    [series, categoryTitle, valueTitle, horizontal, stacked, low, high],
  );

  return (
    <Figure
      label={label}
      summary={series
        .map(({ name, bars }) => `${name}: ${bars.map(({ at, value }) => `${at} ${format.number(value)}`).join(', ')}`)
        .join('; ')}
      height={height}
      draw={draw}
      empty={series.every(({ bars }) => bars.length === 0)}
      csv={() =>
        csvOf([
          ['series', categoryTitle, valueTitle],
          ...series.flatMap(({ name, bars }) => bars.map(({ at, value }) => [name, at, value])),
        ])
      }
    />
  );
}

function trace({ name, bars }: BarSeries, colour: string, whisker: string, horizontal: boolean): Data {
  const categories = bars.map(({ at }) => at);
  const values = bars.map(({ value }) => value);
  const intervals = bars.some(({ low, high }) => low !== undefined && high !== undefined);
  const error = {
    type: 'data' as const,
    symmetric: false,
    array: bars.map(({ value, high = value }) => high - value),
    arrayminus: bars.map(({ value, low = value }) => value - low),
    color: whisker,
    thickness: 1.2,
    width: 3,
  };

  return {
    type: 'bar',
    name,
    orientation: horizontal ? 'h' : 'v',
    x: horizontal ? values : categories,
    y: horizontal ? categories : values,
    marker: { color: colour },
    ...(intervals && (horizontal ? { error_x: error } : { error_y: error })),
    hovertemplate: horizontal ? '%{y}: %{x:.4~g}' : '%{x}: %{y:.4~g}',
  };
}
