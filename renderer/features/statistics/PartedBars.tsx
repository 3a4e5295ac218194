import { useMemo } from 'react';
import { useLanguage } from '../../app/messages/index.ts';
import { type Bar, BarChart, type BarChartProps } from '../../ui/index.ts';
import { type StatisticsPanelProps, usePartNames } from './panel-props.ts';
import { type Parted, seriesOf } from './parts.ts';

export interface PartedBar extends Bar {
  readonly counts: Parted;
  /** Rows of it; null when no query can say which. */
  readonly query: string | null;
}

export type PartedBarsProps = StatisticsPanelProps &
  Pick<BarChartProps, 'label' | 'barTitle' | 'valueTitle' | 'lying' | 'height'> & {
    readonly bars: readonly PartedBar[];
  };

/** Bars of rows, divided as the page says; each opens its rows. */
export function PartedBars({ found, by, open, bars, ...chart }: PartedBarsProps) {
  const language = useLanguage();
  const names = usePartNames(found);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are the language's.
  const series = useMemo(
    () =>
      seriesOf(
        bars.map(({ counts }) => counts),
        by,
        names,
      ),
    [bars, by, found, language],
  );
  const canOpen = bars.some(({ query }) => query !== null);

  return (
    <BarChart
      {...chart}
      bars={bars}
      series={series}
      {...(canOpen && {
        onOpen: (bar: number, part: number) => {
          const query = bars[bar]?.query;
          if (query) open([...new Set([query, series[part]?.query])].filter(Boolean).join(' '));
        },
      })}
    />
  );
}
