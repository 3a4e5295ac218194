import { IconAlertTriangle, IconClockExclamation, IconShieldCheck } from '@tabler/icons-react';
import type { LeakReport, SplitReport } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { oneLine } from './column-widths.ts';
import styles from './LeakCard.module.css';

const SHOWN = 3;

/** Whether a row of validation or test was seen in training, and through what. */
export function LeakCard({ leaks, examples = true }: { readonly leaks: LeakReport; readonly examples?: boolean }) {
  const t = useT('dataset');
  const format = useFormat();

  if (leaks.leakedRows === 0) {
    return (
      <div className={`${styles.card} ${styles.good}`}>
        <IconShieldCheck size={17} className={styles.icon} aria-hidden />
        <div className={styles.words}>
          <p className={styles.title}>{t('noLeaksTitle')}</p>
          <p className={styles.says}>{t('noLeaksSays')}</p>
        </div>
      </div>
    );
  }
  return (
    <div className={`${styles.card} ${styles.bad}`} role="alert">
      <IconAlertTriangle size={17} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <p className={styles.title}>{t('leaksTitle', { count: leaks.leakedRows })}</p>
        <p className={styles.says}>{t('leaksSays', { texts: leaks.equalTexts, groups: leaks.sharedGroups })}</p>
        {examples && leaks.examples.length > 0 && (
          <ul className={styles.examples}>
            {leaks.examples.slice(0, SHOWN).map(({ reason, value, rows }) => (
              <li key={`${reason} ${value}`}>
                <span>{t(reason === 'text' ? 'leakText' : 'leakGroup')}</span>
                <span className={styles.value} title={value}>
                  {oneLine(value, 90)}
                </span>
                <span className={styles.rows}>
                  {rows
                    .slice(0, 4)
                    .map(row => format.number(row))
                    .join(', ')}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** That a label comes and goes with time, and why that matters for a test. */
export function LabelShiftCard({ shift }: { readonly shift: NonNullable<SplitReport['labelShift']> }) {
  const t = useT('dataset');
  const format = useFormat();

  return (
    <div className={`${styles.card} ${styles.warn}`}>
      <IconClockExclamation size={17} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <p className={styles.title}>
          {t('shiftTitle', {
            label: shift.label,
            before: format.percent(shift.before, 0),
            after: format.percent(shift.after, 0),
            day: format.day(shift.atMs),
          })}
        </p>
        <p className={styles.says}>{t('shiftSays')}</p>
      </div>
    </div>
  );
}
