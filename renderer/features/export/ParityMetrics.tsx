import type { Metric, ParityCard, Score } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { DotsAndIntervals, scaleOver } from '../evaluation/index.ts';
import styles from './ParityCardView.module.css';
import { metricPairs } from './parity.ts';

export const SOURCE_COLOUR = 'var(--series-6)';
export const EXPORTED_COLOUR = 'var(--series-1)';

/** Each metric before and after, as dots on their intervals and as numbers. */
export function ParityMetrics({
  parity,
  metrics,
}: {
  readonly parity: ParityCard;
  readonly metrics: readonly Metric[];
}) {
  const t = useT('export');
  const format = useFormat();
  const pairs = metricPairs(parity);
  const scale = scaleOver(
    pairs.flatMap(({ source, exported }) => [source.low, source.high, exported.low, exported.high]),
    4,
  );

  return (
    <>
      <div className={styles.legend} aria-hidden>
        <span>
          <i style={{ background: SOURCE_COLOUR }} />
          {t('source')}
        </span>
        <span>
          <i style={{ background: EXPORTED_COLOUR }} />
          {t('exported')}
        </span>
      </div>
      <table className={styles.table} aria-label={t('metrics')}>
        <thead>
          <tr>
            <th scope="col">{t('metric')}</th>
            <th scope="col" aria-hidden>
              <DotsAndIntervals axis scale={scale} dots={[]} />
            </th>
            <th scope="col" className={styles.number}>
              {t('source')}
            </th>
            <th scope="col" className={styles.number}>
              {t('exported')}
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ metric, source, exported }) => (
            <tr key={metric}>
              <th scope="row">{metrics.find(({ id }) => id === metric)?.title ?? metric}</th>
              <td className={styles.picture} aria-hidden>
                <DotsAndIntervals
                  scale={scale}
                  dots={[
                    { score: source, colour: SOURCE_COLOUR },
                    { score: exported, colour: EXPORTED_COLOUR },
                  ]}
                />
              </td>
              <td className={styles.number}>{numbers(source)}</td>
              <td className={styles.number}>{numbers(exported)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );

  function numbers({ value, low, high }: Score) {
    return (
      <>
        {format.number(value, 3)}
        <span className={styles.interval}>
          {format.number(low, 3)} – {format.number(high, 3)}
        </span>
      </>
    );
  }
}
