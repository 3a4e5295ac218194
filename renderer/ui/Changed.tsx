import styles from './Changed.module.css';
import type { Piece } from './differences.ts';

export interface ChangedProps {
  readonly pieces: readonly Piece[];
  /** What another text lacks: gone from this one, new in it, or only different in it. */
  readonly mark: 'removed' | 'added' | 'unlike';
}

/** A text with what another one lacks marked, in its own direction. */
export function Changed({ pieces, mark }: ChangedProps) {
  return (
    <span className={styles.text} dir="auto">
      {pieces.map(({ text, differs }, place) =>
        differs ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces are told apart by their place alone.
          <mark key={place} data-mark={mark}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </span>
  );
}
