import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { type Dataset, type LastSplit, type SplitPlan, splits } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { Failure, Panel, ProgressBar, Waiting } from '../../ui/index.ts';
import { DatasetFrame, SplitBar, TakeBack, useUndo } from '../dataset/index.ts';
import { LeakGuard } from './LeakGuard.tsx';
import { LeakList } from './LeakList.tsx';
import { PlanForm } from './PlanForm.tsx';
import { PlanPreview } from './PlanPreview.tsx';
import { firstDraft, planOf, SPLITS } from './plan-draft.ts';
import { planWords } from './plan-words.ts';
import styles from './Splits.module.css';
import { TestLock } from './TestLock.tsx';
import { useLeakCheck } from './use-leak-check.ts';

/** Train, validation and test of one dataset: how they are made, whether they are apart, how often the test was used. */
export function SplitsPage({ datasetId }: { readonly datasetId: string }) {
  return (
    <DatasetFrame datasetId={datasetId} tab="splits">
      {dataset => <Splits key={dataset.id} dataset={dataset} />}
    </DatasetFrame>
  );
}

function Splits({ dataset }: { readonly dataset: Dataset }) {
  const leakCheck = useLeakCheck(dataset);
  const [unlocked, setUnlocked] = useState(false);
  const { state, check, isSplit } = leakCheck;
  const known = state.state === 'ready' ? state.value : null;
  // The form begins once, and with the last plan as it is, not as it was at an earlier visit.
  const canBegin = useRef(false);
  canBegin.current ||= state.state === 'failed' || (state.state === 'ready' && !state.refreshing);

  return (
    <div className={styles.page}>
      <div className={styles.two}>
        <div className={styles.column}>
          {canBegin.current ? (
            <MakeSplits
              dataset={dataset}
              last={known?.lastPlan ?? null}
              unlocked={unlocked}
              onSplit={() => setUnlocked(false)}
            />
          ) : (
            <Waiting />
          )}
        </div>
        <div className={styles.column}>
          <AsTheyAre dataset={dataset} lastSplit={known?.lastSplit ?? null} />
          {state.state === 'failed' && <Failure trouble={state.trouble} retry={state.refresh} />}
          <LeakGuard dataset={dataset} leakCheck={leakCheck} />
          <TestLock
            testRows={dataset.splitSizes.test}
            uses={known?.testUses ?? []}
            changed={known?.testChanged ?? 0}
            unlocked={unlocked}
            onUnlock={setUnlocked}
          />
        </div>
      </div>
      {isSplit && check && check.report.leakedRows > 0 && (
        <LeakList key={check.atMs} datasetId={dataset.id} madeAtMs={check.atMs} report={check.report} />
      )}
    </div>
  );
}

interface AsTheyAreProps {
  readonly dataset: Dataset;
  readonly lastSplit: LastSplit | null;
}

function AsTheyAre({ dataset: { id, splitSizes, rowCount }, lastSplit }: AsTheyAreProps) {
  const t = useT('splits');
  const format = useFormat();
  const there = SPLITS.filter(split => splitSizes[split] > 0);

  return (
    <Panel title={t('now')}>
      <div className={styles.stack}>
        <SplitBar sizes={splitSizes} rowCount={rowCount} legend />
        {there.length === 0 ? (
          <p className={styles.dim}>{t('notSplit')}</p>
        ) : (
          <p className={styles.line}>
            <span className={styles.small}>{t('showRows')}</span>
            {there.map(split => (
              <Link key={split} href={`/data/${id}?q=${encodeURIComponent(`split:${split}`)}`}>
                {t(split)}
              </Link>
            ))}
          </p>
        )}
        {lastSplit && (
          <p className={styles.small}>
            {t('lastSplit')} {[...planWords(lastSplit.plan, t, format), format.dateTime(lastSplit.atMs)].join(' · ')}
          </p>
        )}
      </div>
    </Panel>
  );
}

interface MakeSplitsProps {
  readonly dataset: Dataset;
  /** What the form begins with. */
  readonly last: SplitPlan | null;
  readonly unlocked: boolean;
  readonly onSplit: () => void;
}

/** The form of a plan, what it gives, and the button that does it. */
function MakeSplits({ dataset, last, unlocked, onSplit }: MakeSplitsProps) {
  const t = useT('splits');
  const [draft, setDraft] = useState(() => firstDraft(dataset, last));
  const split = useWork(splits.split);
  const plan = planOf(draft, dataset.rowCount);
  const isLocked = dataset.splitSizes.test > 0 && !unlocked;
  const { key } = useUndo(dataset.id);
  const rowsKey = `${key} ${JSON.stringify(dataset.roles)}`;

  const start = (): void => {
    if (typeof plan === 'string') return;
    split.start({ datasetId: dataset.id, plan, unlockTest: unlocked });
    onSplit();
  };

  return (
    <>
      <Panel title={t('way')}>
        <PlanForm dataset={dataset} draft={draft} onDraft={setDraft} />
      </Panel>
      <Panel title={t('preview')}>
        <div className={styles.stack}>
          {typeof plan === 'string' ? (
            <p className={styles.problem} role="alert">
              {t(plan)}
            </p>
          ) : (
            <PlanPreview datasetId={dataset.id} rowCount={dataset.rowCount} plan={plan} rowsKey={rowsKey} />
          )}
          {split.trouble && <Failure trouble={split.trouble} />}
          {split.running ? (
            <>
              <ProgressBar
                label={t('splitting')}
                done={split.progress?.done ?? 0}
                total={split.progress?.total ?? 0}
                etaSeconds={split.etaSeconds}
              />
              <Button variant="default" className={styles.end} onClick={split.cancel}>
                {t('cancel')}
              </Button>
            </>
          ) : (
            <div className={styles.actions}>
              <span className={`${styles.grow} ${styles.small}`} role="status">
                {split.answer ? t('splitDone') : isLocked && t('lockedFirst')}
              </span>
              {split.answer && (
                <TakeBack datasetId={dataset.id} changeId={split.answer.changeId} onUndone={split.forget} />
              )}
              <Button onClick={start} disabled={typeof plan === 'string' || isLocked}>
                {t(dataset.splitSizes.train > 0 ? 'splitAgain' : 'splitNow')}
              </Button>
            </div>
          )}
        </div>
      </Panel>
    </>
  );
}
