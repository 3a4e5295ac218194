import { keyNames } from '../app/keys.ts';
import styles from './ButtonKeys.module.css';

/** The key that does what the button does, at the end of a filled button: "$mod+Enter" is Ctrl Enter. */
export function ButtonKeys({ keys }: { readonly keys: string }) {
  return (
    <kbd className={styles.keys} aria-hidden>
      {keyNames(keys)
        .map(press => press.join(' '))
        .join(' ')}
    </kbd>
  );
}
