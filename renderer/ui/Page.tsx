import type { ReactNode } from 'react';
import styles from './Page.module.css';

/** One page: its header, then what it holds, at a width that reads well. `wide` uses all of the window. */
export function Page({ wide = false, children }: { readonly wide?: boolean; readonly children: ReactNode }) {
  return <div className={wide ? styles.wide : styles.page}>{children}</div>;
}

export interface PageHeaderProps {
  readonly title: ReactNode;
  /** One line below the title: what this is, or the facts that name it. */
  readonly says?: ReactNode;
  /** Beside the title, such as a StatusBadge. */
  readonly badge?: ReactNode;
  /** Where this page hangs: a link back to the list. */
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHeader({ title, says, badge, above, actions }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.heading}>
        {above && <nav className={styles.above}>{above}</nav>}
        <div className={styles.titleLine}>
          <h1 className={styles.title}>{title}</h1>
          {badge}
        </div>
        {says && <p className={styles.says}>{says}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
