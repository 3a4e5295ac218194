import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import type { Data, Layout } from 'plotly.js';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFormat, useT } from '../../app/messages/index.ts';
import { DataTable } from '../DataTable.tsx';
import { BarKeys } from './BarKeys.tsx';
import { type Bar, type BarSeries, barRows, labelledBars, labelsAcross, plainLabel } from './bars.ts';
import type { ChartColours } from './colours.ts';
import { Figure } from './Figure.tsx';
import { quietAxis, quietLayout } from './layout.ts';
import type { Picked } from './plotly.ts';
import { csvOf } from './save.ts';

export interface BarChartProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** Stacked upon each other when there are several, unless `grouped`. */
  readonly series: readonly BarSeries[];
  /** What a bar is: "Label". */
  readonly barTitle: string;
  /** What is counted: "Rows". */
  readonly valueTitle: string;
  /** Bars that lie, one under another: for names. Standing ones are for numbers and times. */
  readonly lying?: boolean;
  /** Beside each other, to be compared. */
  readonly grouped?: boolean;
  readonly height?: number;
  /** A line across standing bars, such as a limit: its place counts bars, and -0.5 is before the first. */
  readonly mark?: { readonly place: number; readonly label: string };
  /** A bar, or a part of one, was clicked or chosen by Enter. */
  readonly onOpen?: (bar: number, series: number) => void;
}

/** Numbers of things: with the mouse, with arrow keys, and as a table. */
export function BarChart(props: BarChartProps) {
  const { label, bars, series, barTitle, valueTitle, lying = false, grouped = false, height = 240 } = props;
  const { mark, onOpen } = props;
  const t = useT('ui');
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const [active, setActive] = useState<Picked | null>(null);
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });

  const draw = useCallback(
    (colours: ChartColours) => ({
      data: series.map((one, place) => trace(one, place, bars, colours, lying, active)),
      layout: {
        ...layout(colours, { bars, series, barTitle, valueTitle, lying, mark }),
        ...(grouped && { barmode: 'group' as const }),
        ...markAt(mark, bars.length, colours),
      },
    }),
    [bars, series, barTitle, valueTitle, lying, grouped, active, mark],
  );
  const pick = useCallback(({ curveNumber, pointNumber }: Picked) => open.current?.(pointNumber, curveNumber), []);
  const empty = series.every(({ values }) => values.every(value => value === 0));

  return (
    <Figure
      label={label}
      summary={`${barTitle}, ${valueTitle}`}
      height={height}
      draw={draw}
      empty={empty}
      csv={() => csvOf(barRows(bars, series, barTitle))}
      {...(onOpen && { onPick: pick })}
      controls={
        <Tooltip label={t(asTable ? 'asChart' : 'asTable')}>
          <ActionIcon
            aria-label={t(asTable ? 'asChart' : 'asTable')}
            size={24}
            disabled={empty}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <IconChartBar size={14} /> : <IconTable size={14} />}
          </ActionIcon>
        </Tooltip>
      }
      over={
        <BarKeys
          label={label}
          bars={bars}
          series={series}
          active={active}
          onActive={setActive}
          {...(onOpen && { onOpen })}
        />
      }
      {...(asTable &&
        !empty && {
          instead: (
            <DataTable
              label={label}
              rows={bars.map((bar, place) => ({ bar, place }))}
              rowKey={({ bar }) => bar.key}
              {...(onOpen && { onOpen: ({ place }: { place: number }) => onOpen(place, series.length === 1 ? 0 : -1) })}
              columns={[
                { key: 'bar', title: barTitle, cell: ({ bar }) => bar.name ?? bar.label },
                ...series.map(({ name, values }, place) => ({
                  key: String(place),
                  title: name,
                  align: 'end' as const,
                  cell: (row: { place: number }) => format.number(values[row.place] ?? 0),
                })),
              ]}
            />
          ),
        })}
    />
  );
}

function trace(
  { name, values, colour }: BarSeries,
  place: number,
  bars: readonly Bar[],
  colours: ChartColours,
  lying: boolean,
  active: Picked | null,
): Data {
  const places = bars.map((_, bar) => bar);
  const isActive = (bar: number): boolean =>
    active === null || (active.curveNumber === place && active.pointNumber === bar);
  return {
    type: 'bar',
    name: plainLabel(name),
    orientation: lying ? 'h' : 'v',
    x: lying ? [...values] : places,
    y: lying ? places : [...values],
    marker: {
      color: colours.named(colour ?? (place === 0 ? '--count' : '--count-apart')),
      opacity: bars.map((_, bar) => (isActive(bar) ? 1 : 0.45)),
      line: { width: 0 },
    },
    // Names come to the hover as data: written into its template, a `%{…}` in them would be read.
    customdata: bars.map(bar => [plainLabel(bar.name ?? bar.label, 120), plainLabel(name)]),
    hovertemplate: `%{customdata[0]}<br>%{${lying ? 'x' : 'y'}:,} %{customdata[1]}<extra></extra>`,
  } as Data;
}

function markAt(mark: BarChartProps['mark'], bars: number, colours: ChartColours): Partial<Layout> {
  if (mark === undefined) return {};
  // The words stand on that side of the line where there is more room.
  const isLeft = mark.place > bars / 2;
  const line = { color: colours.text, width: 1, dash: 'dash' as const };
  return {
    shapes: [{ type: 'line', x0: mark.place, x1: mark.place, y0: 0, y1: 1, yref: 'paper', line }],
    annotations: [
      {
        x: mark.place,
        y: 1,
        yref: 'paper',
        yanchor: 'top',
        xanchor: isLeft ? 'right' : 'left',
        xshift: isLeft ? -4 : 4,
        text: plainLabel(mark.label),
        showarrow: false,
        font: { color: colours.text, size: 11 },
        bgcolor: colours.surface,
      },
    ],
  };
}

function highest(bars: readonly Bar[], series: readonly BarSeries[]): number {
  return Math.max(1, ...bars.map((_, bar) => series.reduce((sum, { values }) => sum + (values[bar] ?? 0), 0)));
}

type Shape = Pick<BarChartProps, 'bars' | 'series' | 'barTitle' | 'valueTitle'> & {
  readonly lying: boolean;
  readonly mark: BarChartProps['mark'];
};

function layout(colours: ChartColours, { bars, series, barTitle, valueTitle, lying, mark }: Shape): Partial<Layout> {
  const named = labelledBars(bars.length, lying ? 40 : labelsAcross(bars));
  const places = {
    ...quietAxis(colours, lying ? '' : barTitle),
    showgrid: false,
    fixedrange: true,
    tickmode: 'array' as const,
    tickvals: named,
    ticktext: named.map(bar => plainLabel(bars[bar]?.label ?? '')),
    tickangle: 0,
    range: (lying ? [bars.length - 0.5, -0.5] : [-0.5, bars.length - 0.5]) as [number, number],
  };
  const values = {
    ...quietAxis(colours, valueTitle),
    fixedrange: true,
    rangemode: 'tozero' as const,
    // The words of a mark stand above the bars, not on them.
    ...(mark && { range: [0, highest(bars, series) * 1.2] as [number, number] }),
    nticks: 6,
    tickformat: ',~d',
  };
  const quiet = quietLayout(colours);
  return {
    ...quiet,
    margin: { l: lying ? 12 : 52, r: 12, t: series.length > 1 ? 30 : 26, b: 40 },
    barmode: 'stack',
    bargap: lying || bars.length < 12 ? 0.28 : 0.08,
    dragmode: false,
    hovermode: 'closest',
    showlegend: series.length > 1,
    legend: { ...quiet.legend, traceorder: 'normal' },
    xaxis: lying ? values : places,
    yaxis: lying ? places : values,
  };
}
