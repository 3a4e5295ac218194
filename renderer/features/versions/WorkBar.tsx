import { Button } from '@mantine/core';
import { useT } from '../../app/messages/index.ts';
import type { Work } from '../../rpc/index.ts';
import { ProgressBar } from '../../ui/index.ts';
import styles from './Versions.module.css';

export interface WorkBarProps {
  readonly work: Pick<Work<never, unknown>, 'cancel' | 'progress' | 'etaSeconds'>;
  readonly label: string;
}

/** How far long work is, and the way to stop it. */
export function WorkBar({ work, label }: WorkBarProps) {
  const t = useT('versions');
  return (
    <div className={styles.stack} aria-live="polite">
      <ProgressBar
        label={label}
        done={work.progress?.done ?? 0}
        total={work.progress?.total ?? 0}
        etaSeconds={work.etaSeconds}
      />
      <div className={styles.actions}>
        <Button variant="default" onClick={work.cancel}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
