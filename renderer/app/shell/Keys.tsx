import { keyNames } from '../keys.ts';
import styles from './Keys.module.css';

/** A key or a sequence of keys, drawn as keys. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {keyNames(keys).map((press, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a press is told apart by its place in the sequence.
        <span key={place} className={styles.press}>
          {press.map(name => (
            <kbd key={name} className={styles.key}>
              {name}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
