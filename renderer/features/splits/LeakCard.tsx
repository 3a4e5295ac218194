import { IconAlertTriangle, IconClockExclamation, IconShieldCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { LeakReport, SplitPreview, TimeShift } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import styles from './LeakCard.module.css';

export interface LeakCardProps {
  readonly leaks: LeakReport;
  /** With it the card leads to the page where leaks are listed and mended. */
  readonly datasetId?: string;
}

/** Whether a row of validation or test was seen in training, and through what. */
export function LeakCard({ leaks, datasetId }: LeakCardProps) {
  const t = useT('splits');
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
  const kinds = [
    [t('equalTexts'), leaks.equalTexts],
    [t('nearTexts'), leaks.nearTexts],
    [t('sharedGroups'), leaks.sharedGroups],
  ] as const;
  return (
    <div className={`${styles.card} ${styles.bad}`} role="alert">
      <IconAlertTriangle size={17} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <p className={styles.title}>{t('leaksTitle', { count: leaks.leakedRows })}</p>
        <p className={styles.says}>{t('leaksSays')}</p>
        <dl className={styles.kinds}>
          {kinds.map(([name, count]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{format.number(count)}</dd>
            </div>
          ))}
        </dl>
        {datasetId && <Link href={`/data/${datasetId}/splits`}>{t('toSplits')}</Link>}
      </div>
    </div>
  );
}

/** That a label comes and goes with time, and whether this split is by time. */
export function TimeShiftCard({ shift, byTime }: { readonly shift: TimeShift; readonly byTime: boolean }) {
  const t = useT('splits');
  const format = useFormat();

  return (
    <div className={`${styles.card} ${byTime ? styles.warn : styles.plain}`}>
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
        <p className={styles.says}>{t(byTime ? 'shiftByTime' : 'shiftOther')}</p>
      </div>
    </div>
  );
}

const LABELS_SAID = 5;

/** Which splits have no rows of which labels; nothing where there are none such. */
export function LackingCard({ lacking }: Pick<SplitPreview, 'lacking'>) {
  const t = useT('splits');
  if (lacking.length === 0) return null;

  return (
    <div className={`${styles.card} ${styles.warn}`} role="status">
      <IconAlertTriangle size={17} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        {lacking.map(({ split, labels, count }) => {
          const said = { split: t(split), labels: labels.slice(0, LABELS_SAID).join(', ') };
          const more = count - LABELS_SAID;
          return (
            <p key={split} className={styles.title}>
              {more > 0 ? t('lackingMore', { ...said, count: more }) : t('lacking', said)}
            </p>
          );
        })}
        <p className={styles.says}>{t('lackingSays')}</p>
      </div>
    </div>
  );
}
