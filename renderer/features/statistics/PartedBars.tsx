import { useMemo } from 'react';
import { useLanguage } from '../../app/messages/index.ts';
import { BarChart, type BarChartProps } from '../../ui/index.ts';
import { type StatisticsPanelProps, usePartNames } from './panel-props.ts';
import { type PartedBar, seriesOf } from './parts.ts';

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

  return (
    <BarChart
      {...chart}
      bars={bars}
      series={series}
      onOpen={(bar, part) => {
        const queries = new Set([bars[bar]?.query, series[part]?.query]);
        open([...queries].filter(Boolean).join(' '));
      }}
    />
  );
}
