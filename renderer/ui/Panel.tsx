import { type ReactNode, useId } from 'react';
import styles from './Panel.module.css';

export interface PanelProps {
  readonly title?: ReactNode;
  /** Beside the title, dim: a count, a unit. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  /** Without padding, for tables, grids and terminals that reach the edge. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A titled surface: one thing to look at. */
export function Panel({ title, aside, actions, flush = false, children }: PanelProps) {
  const id = useId();

  return (
    <section className={styles.panel} aria-labelledby={title ? id : undefined}>
      {(title || actions) && (
        <header className={styles.header}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {aside !== undefined && <span className={styles.aside}>{aside}</span>}
          {actions && <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
}

/** A form, and the list of what was made with it: below it, in a wide window beside it. */
export function FormAndList({ children }: { readonly children: ReactNode }) {
  return <div className={styles.formAndList}>{children}</div>;
}

/**
 * Panels beside each other where there is room; `least` is the width in pixels below which one wraps. Four
 * at most: in a very wide window they grow, so that a chart is read and not looked for.
 */
export function PanelGrid({ least = 340, children }: { readonly least?: number; readonly children: ReactNode }) {
  const columns = `repeat(auto-fit, minmax(min(100%, max(${least}px, 24%)), 1fr))`;
  return (
    <div className={styles.grid} style={{ gridTemplateColumns: columns }}>
      {children}
    </div>
  );
}
