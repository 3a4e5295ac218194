import type { ParityCard } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Stat, StatRow } from '../../ui/index.ts';
import styles from './ParityCardView.module.css';
import { EXPORTED_COLOUR, SOURCE_COLOUR } from './ParityMetrics.tsx';
import { barShares } from './parity.ts';

/** Size and time of the export beside those of its source, and how often both answer alike. */
export function RatioBars({ parity }: { readonly parity: ParityCard }) {
  const t = useT('export');
  const format = useFormat();
  const { sizeBytes, latencyMs } = parity;
  const ms = (value: number): string => t('milliseconds', { value: format.number(value, 1) });

  return (
    <div className={styles.bars}>
      <Bars
        title={t('size')}
        says={t('ofSource', { percent: format.percent(parity.sizeRatio, 1) })}
        amounts={sizeBytes}
        write={format.bytes}
      />
      <Bars
        title={t('timeARow')}
        says={t('ofSource', { percent: format.percent(parity.latencyRatio, 1) })}
        amounts={latencyMs}
        write={ms}
      />
      <StatRow>
        <Stat
          name={t('agreement')}
          value={format.percent(parity.predictionAgreement, 1)}
          says={t('agreementSays', { count: parity.rowCount })}
        />
      </StatRow>
    </div>
  );
}

interface BarsProps {
  readonly title: string;
  readonly says: string;
  readonly amounts: { readonly source: number; readonly exported: number };
  readonly write: (amount: number) => string;
}

function Bars({ title, says, amounts, write }: BarsProps) {
  const t = useT('export');
  const shares = barShares(amounts.source, amounts.exported);

  return (
    <section className={styles.bar}>
      <h3>
        {title} <strong className={styles.ratio}>{says}</strong>
      </h3>
      {(['source', 'exported'] as const).map(which => (
        <div key={which} className={styles.lane}>
          <span>{t(which)}</span>
          <span className={styles.track} aria-hidden>
            <span
              className={styles.fill}
              style={{
                width: `${shares[which] * 100}%`,
                background: which === 'source' ? SOURCE_COLOUR : EXPORTED_COLOUR,
              }}
            />
          </span>
          <span>{write(amounts[which])}</span>
        </div>
      ))}
    </section>
  );
}
