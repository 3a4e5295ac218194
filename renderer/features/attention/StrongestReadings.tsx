import { useFormat, useT } from '../../app/messages/index.ts';
import type { Cell } from './HeadMap.tsx';
import styles from './StrongestReadings.module.css';
import { tokenText } from './token-text.ts';
import type { Reading } from './weights.ts';

export interface StrongestReadingsProps {
  readonly readings: readonly Reading[];
  readonly tokens: readonly string[];
  readonly onPoint: (cell: Cell | null) => void;
}

/** The strongest cells of a head as a list: the map for those who do not see it. Pointing at one shows it in the map. */
export function StrongestReadings({ readings, tokens, onPoint }: StrongestReadingsProps) {
  const t = useT('attention');
  const format = useFormat();

  return (
    <ul className={styles.list} aria-label={t('strongest')}>
      <li className={styles.title} aria-hidden>
        {t('strongest')}
      </li>
      {readings.map(({ query, key, weight }) => (
        <li key={`${query} ${key}`}>
          <button
            type="button"
            className={styles.reading}
            title={t('places', { query, key })}
            onPointerEnter={() => onPoint({ query, key })}
            onPointerLeave={() => onPoint(null)}
            onFocus={() => onPoint({ query, key })}
            onBlur={() => onPoint(null)}
          >
            <code>{tokenText(tokens[query] ?? '')}</code>←<code>{tokenText(tokens[key] ?? '')}</code>
            <span className={styles.weight}>{format.percent(weight, 0)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
