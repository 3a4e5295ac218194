import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useT } from '../../app/messages/index.ts';
import { ProgressBar } from '../../ui/index.ts';
import styles from './StepBar.module.css';
import type { RunningStep } from './use-step.ts';

/** So long an undo goes without a word: nearly every one has ended by then. */
const QUIET_MS = 500;

/** How far an undo or a redo is that takes a while, and the way to stop it: then nothing of it is done. */
export function StepBar({ verb, work, isRefused }: RunningStep) {
  const t = useT('dataset');
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isSlow && !isRefused) return null;

  return (
    <div className={styles.bar}>
      <div className={styles.progress}>
        <ProgressBar
          label={t(verb === 'undo' ? 'undoing' : 'redoing')}
          done={work.progress?.done ?? 0}
          total={work.progress?.total ?? 0}
          etaSeconds={work.etaSeconds}
        />
        {isRefused && (
          <p className={styles.refused} role="status">
            {t('stepRefused')}
          </p>
        )}
      </div>
      <Button variant="default" onClick={work.cancel}>
        {t('cancel')}
      </Button>
    </div>
  );
}
