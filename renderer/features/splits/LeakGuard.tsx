import { Button } from '@mantine/core';
import { type Dataset, type MendWay, splits } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { Failure, Panel, ProgressBar } from '../../ui/index.ts';
import { LeakCard } from './LeakCard.tsx';
import { MendChoice } from './MendChoice.tsx';
import styles from './Splits.module.css';
import type { useLeakCheck } from './use-leak-check.ts';

export interface LeakGuardProps {
  readonly dataset: Dataset;
  readonly leakCheck: ReturnType<typeof useLeakCheck>;
}

/** Whether the splits of a dataset are apart, and one click that makes them so. */
export function LeakGuard({ dataset, leakCheck: { check, isSplit, work, look } }: LeakGuardProps) {
  const t = useT('splits');
  const format = useFormat();
  const mend = useWork(splits.mendLeaks);
  const start = (way: MendWay, unlockTest: boolean): void => mend.start({ datasetId: dataset.id, way, unlockTest });

  const busy = [
    { running: work, label: t('looking') },
    { running: mend, label: t('mending') },
  ].find(({ running }) => running.running);
  return (
    <Panel
      title={t('guard')}
      actions={
        isSplit &&
        !busy && (
          <Button variant="default" size="compact-sm" onClick={look}>
            {t(check ? 'lookAgain' : 'look')}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {!isSplit && <p className={styles.dim}>{t('guardNotSplit')}</p>}
        {isSplit && check && <LeakCard leaks={check.report} />}
        {isSplit && check?.stale && !busy && <p className={styles.small}>{t('stale')}</p>}
        {busy && (
          <div className={styles.stack}>
            <p role="status">{busy.label}</p>
            <ProgressBar
              label={busy.label}
              done={busy.running.progress?.done ?? 0}
              total={busy.running.progress?.total ?? 0}
              etaSeconds={busy.running.etaSeconds}
            />
            <Button variant="default" className={styles.end} onClick={busy.running.cancel}>
              {t('cancel')}
            </Button>
          </div>
        )}
        {(work.trouble ?? mend.trouble) && <Failure trouble={(work.trouble ?? mend.trouble) as never} />}
        {mend.answer && (
          <p className={styles.small} role="status">
            {t('mended', {
              moved: format.number(mend.answer.moved),
              takenOut: format.number(mend.answer.takenOut),
            })}
          </p>
        )}
        {mend.answer?.keepsOrder === false && (
          <p className={styles.problem} role="alert">
            {t('orderIsLost')}
          </p>
        )}
        {isSplit && check && !check.stale && !busy && check.report.mends.length > 0 && (
          <MendChoice key={check.atMs} sizes={dataset.splitSizes} mends={check.report.mends} onMend={start} />
        )}
      </div>
    </Panel>
  );
}
