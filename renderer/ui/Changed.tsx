import styles from './Changed.module.css';
import type { Piece } from './differences.ts';

/** A text with what another one lacks marked, in its own direction. */
export function Changed({ pieces, mark }: { readonly pieces: readonly Piece[]; readonly mark: 'removed' | 'added' }) {
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
