import type { JobState } from '../../native-bridge/contract/index.ts';
import { useT } from '../app/messages/index.ts';
import styles from './StatusBadge.module.css';

/** How a job stands: a word, and a mark whose shape says it too. */
export function StatusBadge({ state }: { readonly state: JobState }) {
  const t = useT('ui');
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}

export type Tone = 'quiet' | 'active' | 'good' | 'warn' | 'bad';

const TONES: Record<JobState, Tone> = {
  queued: 'quiet',
  preparing: 'active',
  running: 'active',
  pausing: 'active',
  paused: 'warn',
  finished: 'good',
  failed: 'bad',
  cancelled: 'quiet',
  interrupted: 'warn',
};

/** A word with a tone, for what is not a job: a gate that was passed, a split. */
export function Badge({ tone = 'quiet', children }: { readonly tone?: Tone; readonly children: string }) {
  return (
    <span className={`${styles.badge} ${styles[tone]}`}>
      <span className={styles.mark} aria-hidden />
      {children}
    </span>
  );
}
