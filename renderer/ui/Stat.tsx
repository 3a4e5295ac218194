import type { ReactNode } from 'react';
import styles from './Stat.module.css';

export interface StatProps {
  readonly name: ReactNode;
  readonly value: ReactNode;
  readonly unit?: string;
  /** Below the value, small: an interval, a comparison, a reason. */
  readonly says?: ReactNode;
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad';
}

/** One number with its name. */
export function Stat({ name, value, unit, says, tone = 'plain' }: StatProps) {
  return (
    <div className={styles.stat}>
      <dt className={styles.name}>{name}</dt>
      <dd className={`${styles.value} ${styles[tone]}`}>
        {value}
        {unit && <span className={styles.unit}>{unit}</span>}
      </dd>
      {says && <dd className={styles.says}>{says}</dd>}
    </div>
  );
}

/** Stats in a row, wrapping. */
export function StatRow({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.row}>{children}</dl>;
}

/** Names and values in two columns, for what is read rather than compared. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
