import type { ReactNode } from 'react';
import styles from './DialogFoot.module.css';

export interface DialogFootProps {
  /** Before the buttons, dim: what they reach. */
  readonly says?: ReactNode;
  readonly children: ReactNode;
}

/** The buttons at the end of a dialog. They stay in sight however long the dialog is. */
export function DialogFoot({ says, children }: DialogFootProps) {
  return (
    <div className={styles.foot}>
      {says !== undefined && <div className={styles.says}>{says}</div>}
      {children}
    </div>
  );
}
