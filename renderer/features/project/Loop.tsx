import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useT } from '../../app/messages/index.ts';
import styles from './Loop.module.css';
import type { Stage } from './next-step.ts';
import { STAGES } from './stages.ts';

/**
 * The loop as a picture: four stages to the right, three back to the left, and the way from the answers to the rows.
 * It is a list for those who hear it.
 */
export function Loop({ stages }: { readonly stages: readonly Stage[] }) {
  const t = useT('project');

  return (
    <ol className={styles.loop} data-tour="loop">
      {stages.map(stage => (
        <Station key={stage.id} stage={stage} />
      ))}
      <li className={styles.back}>
        <IconArrowBackUp size={18} stroke={1.6} aria-hidden />
        <span>{t('badCases')}</span>
      </li>
    </ol>
  );
}

const WORDS = {
  done: 'stateDone',
  next: 'stateNext',
  running: 'stateRunning',
  paused: 'statePaused',
  later: 'stateLater',
} as const;

function Station({ stage }: { readonly stage: Stage }) {
  const t = useT('project');
  const { icon: Icon, title, count } = STAGES[stage.id];

  return (
    <li className={styles.station} data-stage={stage.id} data-state={stage.state}>
      <Link href={stage.target} className={styles.card}>
        <span className={styles.icon}>
          <Icon size={19} stroke={1.6} />
        </span>
        <span className={styles.words}>
          <span className={styles.title}>{t(title)}</span>
          {stage.count > 0 && <span className={styles.count}>{t(count, { count: stage.count })}</span>}
        </span>
        <span className={styles.state}>
          {stage.state === 'done' && <IconCheck size={13} stroke={2.4} aria-hidden />}
          {t(WORDS[stage.state])}
        </span>
      </Link>
    </li>
  );
}
