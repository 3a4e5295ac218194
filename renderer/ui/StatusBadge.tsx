import type { JobState } from '../../native-bridge/contract/index.ts';
import { useT } from '../app/messages/index.ts';
import styles from './StatusBadge.module.css';

/** How a job stands: a word, and a mark whose shape says it too. */
export function StatusBadge({ state }: { readonly state: JobState }) {
  const t = useT('ui');
  return (
    <Badge tone={TONES[state]} isLive={TONES[state] === 'active'}>
      {t(state)}
    </Badge>
  );
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

export interface BadgeProps {
  readonly tone?: Tone;
  /** Something is going on: the mark beats. */
  readonly isLive?: boolean;
  readonly children: string;
}

/** Words of data can be too long for a badge; all of them are in the title then. */
const LONG = 16;

/** A word with a tone, for what is not a job: a gate that was passed, a split. */
export function Badge({ tone = 'quiet', isLive = false, children }: BadgeProps) {
  return (
    <span
      className={`${styles.badge} ${styles[tone]}`}
      data-live={isLive || undefined}
      title={children.length > LONG ? children : undefined}
    >
      <span className={styles.mark} aria-hidden />
      <span className={styles.word}>{children}</span>
    </span>
  );
}
