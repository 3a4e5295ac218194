import { type ReactNode, useId } from 'react';
import styles from './Field.module.css';

export interface FieldProps {
  readonly label: ReactNode;
  /** At the end of the label's line: a small button. */
  readonly aside?: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Draws the control; give it the ids, so that label and hint belong to it. */
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby': string }) => ReactNode;
}

/** A control with its name above and its help below. */
export function Field({ label, aside, hint, error, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;

  return (
    <div className={styles.field}>
      <div className={styles.top}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {aside}
      </div>
      {children({ id, 'aria-describedby': hintId })}
      <div id={hintId} className={error ? styles.error : styles.hint}>
        {error ?? hint}
      </div>
    </div>
  );
}

/** Fields in columns of at least 220 pixels. */
export function FieldGrid({ children }: { readonly children: ReactNode }) {
  return <div className={styles.grid}>{children}</div>;
}
