import { useFormat, useT } from '../app/messages/index.ts';
import styles from './ProgressBar.module.css';

export interface ProgressBarProps {
  readonly done: number;
  /** 0 while the total is not known. */
  readonly total: number;
  readonly etaSeconds?: number | null;
  /** What is counted, for those who hear the page: "Training". */
  readonly label: string;
  /** Only the bar, without the words below it. */
  readonly bare?: boolean;
  readonly still?: boolean;
}

/** How far something is, and how long it will take once enough is done to say. */
export function ProgressBar({ done, total, etaSeconds = null, label, bare = false, still = false }: ProgressBarProps) {
  const t = useT('ui');
  const format = useFormat();
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const known = total > 0;

  return (
    <div className={styles.progress}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(known && { 'aria-valuenow': Math.round(share * 100) })}
      >
        <div
          className={`${styles.fill} ${known || still ? '' : styles.unknown} ${still ? styles.still : ''}`}
          style={known || still ? { width: `${share * 100}%` } : undefined}
        />
      </div>
      {!bare && known && (
        <div className={styles.words}>
          <span>{t('progressOf', { done, total })}</span>
          <span>
            {format.percent(share, 0)}
            {etaSeconds !== null && ` · ${t('etaLeft', { time: format.duration(etaSeconds) })}`}
          </span>
        </div>
      )}
    </div>
  );
}
