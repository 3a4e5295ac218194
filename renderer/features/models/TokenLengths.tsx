import { useMemo } from 'react';
import type { SeenRow } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { BarChart, Stat, StatRow } from '../../ui/index.ts';
import styles from './AsSeen.module.css';
import { tokenBins } from './token-bins.ts';

export interface TokenLengthsProps {
  readonly rows: readonly SeenRow[];
  /** Tokens of a text that reach the model; null where nothing is cut. */
  readonly limit: number | null;
}

/** How long rows are in tokens, and where they are cut. */
export function TokenLengths({ rows, limit }: TokenLengthsProps) {
  const t = useT('models');
  const format = useFormat();
  const found = useMemo(() => {
    const lengths = rows.filter(({ refused }) => refused === null).map(({ textTokens }) => textTokens);
    return tokenBins(lengths, limit);
  }, [rows, limit]);
  const cut = found.cut.reduce((all, one) => all + one, 0);
  const chart = useMemo(() => {
    return {
      bars: found.from.map((first, bin) => {
        const end = (bin + 1) * found.width;
        const isTail = found.hasTail && bin === found.from.length - 1;
        const label = isTail ? t('seenMore', { from: first - 1 }) : format.number(end);
        return { key: String(first), label, name: isTail ? label : t('seenBin', { from: first, to: end }) };
      }),
      mark: limit === null ? null : { place: limit / found.width - 0.5, label: t('seenCutAt', { limit }) },
      series: [
        { name: t('seenWhole'), values: found.whole },
        ...(cut > 0 ? [{ name: t('seenIsCut'), values: found.cut }] : []),
      ],
    };
  }, [found, limit, cut, format, t]);

  return (
    <div className={styles.stack}>
      <StatRow>
        <Stat name={t('seenMedian')} value={format.number(found.median)} />
        <Stat name={t('seenP95')} value={format.number(found.p95)} />
        <Stat name={t('seenLongest')} value={format.number(found.max)} />
        {limit !== null && (
          <Stat
            name={t('seenCutRows')}
            value={t('seenOf', { cut: format.number(cut), all: format.number(rows.length) })}
            tone={cut > 0 ? 'warn' : 'plain'}
          />
        )}
      </StatRow>
      <BarChart
        label={t('seenLengths')}
        bars={chart.bars}
        series={chart.series}
        barTitle={t('seenTokensAxis')}
        valueTitle={t('seenRowsAxis')}
        height={230}
        {...(chart.mark && { mark: chart.mark })}
      />
    </div>
  );
}
