import { useFormat, useT } from '../../app/messages/index.ts';
import styles from './SplitBar.module.css';
import { leftOver, SPLITS, type SplitSizes } from './split-sizes.ts';

export interface SplitBarProps {
  readonly sizes: SplitSizes;
  /** All rows; those that stand in no split are the rest of the bar. */
  readonly rowCount: number;
  /** With the number of rows of each split below. */
  readonly legend?: boolean;
}

/** The splits of a dataset as parts of one bar. */
export function SplitBar({ sizes, rowCount, legend = false }: SplitBarProps) {
  const t = useT('dataset');
  const format = useFormat();
  const all = Math.max(rowCount, sizes.train + sizes.validation + sizes.test, 1);
  const rest = leftOver(rowCount, sizes);
  const words = SPLITS.map(split => `${t(split)} ${format.number(sizes[split])}`).join(', ');

  return (
    <div>
      <div className={styles.bar} role="img" aria-label={words} title={words}>
        {SPLITS.map(
          split =>
            sizes[split] > 0 && (
              <span key={split} className={styles[split]} style={{ width: `${(sizes[split] / all) * 100}%` }} />
            ),
        )}
      </div>
      {legend && (
        <div className={styles.legend}>
          {SPLITS.map(split => (
            <span key={split} className={styles.key}>
              <i className={styles[split]} aria-hidden />
              {t(split)} {format.number(sizes[split])}
            </span>
          ))}
          {rest > 0 && (
            <span className={styles.key}>
              <i className={styles.rest} aria-hidden />
              {t('noSplit')} {format.number(rest)}
            </span>
          )}
        </div>
      )}
    </div>
  );
}
