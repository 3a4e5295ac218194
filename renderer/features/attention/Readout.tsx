import { useFormat, useT } from '../../app/messages/index.ts';
import styles from './HeadMap.module.css';
import type { Cell } from './HeadMap.tsx';
import { tokenText } from './token-text.ts';
import { type Head, weightAt } from './weights.ts';

export interface ReadoutProps {
  readonly head: Head;
  readonly tokens: readonly string[];
  readonly cell: Cell | null;
}

/** The cell that is pointed at, in words. */
export function Readout({ head, tokens, cell }: ReadoutProps) {
  const t = useT('attention');
  const format = useFormat();

  return (
    <output className={styles.readout} aria-live="polite">
      {cell ? (
        <>
          <span>
            <code>{tokenText(tokens[cell.query] ?? '')}</code> {t('reads')}{' '}
            <code>{tokenText(tokens[cell.key] ?? '')}</code>
          </span>
          <span className={styles.weight}>{format.percent(weightAt(head, cell.query, cell.key), 1)}</span>
          <span className={styles.dim}>{t('places', { query: cell.query, key: cell.key })}</span>
        </>
      ) : (
        <span className={styles.dim}>{t('keys')}</span>
      )}
    </output>
  );
}
