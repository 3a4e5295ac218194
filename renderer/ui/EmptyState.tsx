import type { ComponentType, ReactNode } from 'react';
import styles from './EmptyState.module.css';

export interface EmptyStateProps {
  /** An icon of @tabler/icons-react. */
  readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  readonly title: string;
  /** What this is and what it is good for, in a sentence or two. */
  readonly says: string;
  /** The one thing to do: a Button. */
  readonly action?: ReactNode;
  /** A quieter way out, such as a link to the page before. */
  readonly other?: ReactNode;
}

/** A view that has nothing to show yet: what will be here, and how to get there. */
export function EmptyState({ icon: Icon, title, says, action, other }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        <Icon size={26} stroke={1.5} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.says}>{says}</p>
      {action && <div className={styles.action}>{action}</div>}
      {other && <div className={styles.other}>{other}</div>}
    </div>
  );
}
