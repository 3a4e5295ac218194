import { Button } from '@mantine/core';
import type { CleaningExample, CleaningReport, DatasetId } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import type { Work } from '../../rpc/index.ts';
import { Failure, Panel, ProgressBar } from '../../ui/index.ts';
import styles from './CleaningPage.module.css';
import { Examples } from './Examples.tsx';
import type { Freshness } from './freshness.ts';

export interface PreviewPanelProps {
  readonly datasetId: DatasetId;
  readonly preview: Pick<Work<never, CleaningReport>, 'running' | 'progress' | 'etaSeconds' | 'trouble' | 'cancel'>;
  /** The last one that is known; of the steps as they were while it is not current. */
  readonly report: CleaningReport | null;
  readonly freshness: Freshness;
  readonly onAgain: () => void;
  /** The step whose examples are shown. */
  readonly chosen: { readonly title: string; readonly examples: readonly CleaningExample[] | undefined } | undefined;
}

/** What the steps would do, counted over all rows, and examples of the chosen one. */
export function PreviewPanel({ datasetId, preview, report, freshness, onAgain, chosen }: PreviewPanelProps) {
  const t = useT('cleaning');
  const { running, progress, etaSeconds, trouble, cancel } = preview;
  return (
    <>
      <Panel title={t('whatChanges')}>
        <div className={styles.stack}>
          {running && (
            <div className={styles.running}>
              <ProgressBar
                label={t('counting')}
                done={progress?.done ?? 0}
                total={progress?.total ?? 0}
                etaSeconds={etaSeconds}
              />
              <Button variant="default" size="compact-sm" onClick={cancel}>
                {t('cancel')}
              </Button>
            </div>
          )}
          {trouble && <Failure trouble={trouble} retry={onAgain} />}
          {report !== null && <Outcome report={report} stale={freshness !== 'current'} />}
          {freshness === 'stopped' && !trouble && (
            <div className={styles.running}>
              <p className={styles.quiet}>{t(report === null ? 'stopped' : 'stoppedBefore')}</p>
              <Button variant="default" size="compact-sm" onClick={onAgain}>
                {t('countAgain')}
              </Button>
            </div>
          )}
        </div>
      </Panel>
      <Panel title={chosen ? t('examplesOf', { title: chosen.title }) : t('examples')}>
        {chosen?.examples === undefined ? (
          <p className={styles.quiet}>{t(chosen && running ? 'counting' : 'chooseStep')}</p>
        ) : (
          <Examples datasetId={datasetId} examples={chosen.examples} />
        )}
      </Panel>
    </>
  );
}

function Outcome({ report, stale }: { readonly report: CleaningReport; readonly stale: boolean }) {
  const t = useT('cleaning');
  const { rowsBefore, rowsAfter, rowsChanged } = report;
  const nothing = rowsBefore === rowsAfter && rowsChanged === 0;
  return (
    <p className={stale ? styles.stale : styles.outcome}>
      {stale && `${t('asBefore')} `}
      {nothing ? t('nothing') : t('outcome', { before: rowsBefore, after: rowsAfter, changed: rowsChanged })}
    </p>
  );
}
