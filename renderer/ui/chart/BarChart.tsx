import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import type { Data, Layout } from 'plotly.js';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFormat, useT } from '../../app/messages/index.ts';
import { DataTable } from '../DataTable.tsx';
import { BarKeys } from './BarKeys.tsx';
import { type Bar, type BarSeries, barRows, labelledBars, plainLabel } from './bars.ts';
import type { ChartColours } from './colours.ts';
import { Figure } from './Figure.tsx';
import { quietAxis, quietLayout } from './layout.ts';
import type { Picked } from './plotly.ts';
import { csvOf } from './save.ts';

export interface BarChartProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** Stacked upon each other when there are several. */
  readonly series: readonly BarSeries[];
  /** What a bar is: "Label". */
  readonly barTitle: string;
  /** What is counted: "Rows". */
  readonly valueTitle: string;
  /** Bars that lie, one under another: for names. Standing ones are for numbers and times. */
  readonly lying?: boolean;
  readonly height?: number;
  /** A bar, or a part of one, was clicked or chosen by Enter. */
  readonly onOpen?: (bar: number, series: number) => void;
}

/** Numbers of things: with the mouse, with arrow keys, and as a table. */
export function BarChart(props: BarChartProps) {
  const { label, bars, series, barTitle, valueTitle, lying = false, height = 240, onOpen } = props;
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
      layout: layout(colours, { bars, series, barTitle, valueTitle, lying }),
    }),
    [bars, series, barTitle, valueTitle, lying, active],
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
      color: colours.series[(colour ?? place) % 6] ?? colours.text,
      opacity: bars.map((_, bar) => (isActive(bar) ? 1 : 0.45)),
      line: { width: 0 },
    },
    customdata: bars.map(bar => plainLabel(bar.name ?? bar.label, 120)),
    hovertemplate: `%{customdata}<br>%{${lying ? 'x' : 'y'}:,} ${plainLabel(name)}<extra></extra>`,
  } as Data;
}

type Shape = Pick<BarChartProps, 'bars' | 'series' | 'barTitle' | 'valueTitle'> & { readonly lying: boolean };

function layout(colours: ChartColours, { bars, series, barTitle, valueTitle, lying }: Shape): Partial<Layout> {
  const named = labelledBars(bars.length, lying ? 40 : 8);
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
