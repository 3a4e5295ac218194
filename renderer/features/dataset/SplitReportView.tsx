import type { SplitReport } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import styles from './Dialog.module.css';
import { LabelShiftCard, LeakCard } from './LeakCard.tsx';
import { labelShares, SPLITS } from './split-sizes.ts';

/** What came of a split: the mix of labels in each part, leaks, and a label that moves with time. */
export function SplitReportView({ report }: { readonly report: SplitReport }) {
  const t = useT('dataset');
  const format = useFormat();
  const shares = labelShares(report);

  return (
    <>
      <div className={styles.columns}>
        {SPLITS.map(split => {
          const labels = shares.get(split) ?? [];
          const words = labels.map(({ label, share }) => `${label} ${format.percent(share)}`).join(', ');
          return (
            <section key={split} aria-label={`${t(split)}: ${words}`}>
              <div className={styles.splitName}>
                <span>{t(split)}</span>
                <span>{format.number(report.sizes[split])}</span>
              </div>
              <div className={styles.shares} aria-hidden>
                {labels.map(({ label, share }) => (
                  <span key={label} style={{ width: `${share * 100}%` }} />
                ))}
              </div>
              <dl className={styles.legend}>
                {labels.map(({ label, rows, share }) => (
                  <div key={label}>
                    <dt>
                      <i aria-hidden />
                      {label}
                    </dt>
                    <dd>
                      {format.number(rows)} · {format.percent(share, 1)}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <LeakCard leaks={report.leaks} />
      {report.labelShift && <LabelShiftCard shift={report.labelShift} />}
    </>
  );
}
