import { Button } from '@mantine/core';
import { type Dataset, type LeakReport, splits } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { ConfirmButton, Failure, Panel, ProgressBar } from '../../ui/index.ts';
import { LeakCard } from './LeakCard.tsx';
import styles from './Splits.module.css';
import type { useLeakCheck } from './use-leak-check.ts';

export interface LeakGuardProps {
  readonly dataset: Dataset;
  readonly leakCheck: ReturnType<typeof useLeakCheck>;
}

/** Whether the splits of a dataset are apart, and one click that makes them so. */
export function LeakGuard({ dataset, leakCheck: { check, isSplit, work, look } }: LeakGuardProps) {
  const t = useT('splits');
  const mend = useWork(splits.mendLeaks);
  const start = (keep: 'test' | 'train'): void =>
    mend.start({ datasetId: dataset.id, keep, unlockTest: keep === 'train' });

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
            {t('mended', { count: mend.answer.rows })}
          </p>
        )}
        {isSplit && check && !busy && check.report.leakedRows > 0 && <Mends report={check.report} onMend={start} />}
      </div>
    </Panel>
  );
}

interface MendsProps {
  readonly report: LeakReport;
  readonly onMend: (keep: 'test' | 'train') => void;
}

function Mends({ report: { mends }, onMend }: MendsProps) {
  const t = useT('splits');
  return (
    <div className={styles.mends}>
      <ConfirmButton
        variant="filled"
        danger={false}
        says={t('mendTestSays')}
        confirm={t('mendNow')}
        onConfirm={() => onMend('test')}
      >
        {t('mendTest', { count: mends.test })}
      </ConfirmButton>
      <ConfirmButton says={t('mendTrainSays')} confirm={t('mendNow')} onConfirm={() => onMend('train')}>
        {t('mendTrain', { count: mends.train })}
      </ConfirmButton>
    </div>
  );
}
