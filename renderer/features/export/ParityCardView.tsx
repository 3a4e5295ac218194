import { Button } from '@mantine/core';
import { IconRosetteDiscountCheck, IconRosetteDiscountCheckOff } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Export, ExportManifest, Metric, ParityCard } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { CopyButton, DataTable, Facts, Panel, PanelGrid } from '../../ui/index.ts';
import { AttemptLadder } from './AttemptLadder.tsx';
import { Checks } from './Checks.tsx';
import styles from './ParityCardView.module.css';
import { ParityMetrics } from './ParityMetrics.tsx';
import { checksOf, keptAttempt } from './parity.ts';
import { RatioBars } from './RatioBars.tsx';

export interface ParityCardViewProps {
  readonly made: Export;
  readonly parity: ParityCard;
  readonly metrics: readonly Metric[];
}

/** The exported model against the one it was made from, on the same test rows, in its own runtime. */
export function ParityCardView({ made, parity, metrics }: ParityCardViewProps) {
  const t = useT('export');
  const format = useFormat();

  return (
    <>
      <Verdict made={made} parity={parity} metrics={metrics} />
      <PanelGrid least={420}>
        <Panel title={t('metrics')} aside={t('rowsSeen', { count: parity.rowCount })}>
          <ParityMetrics parity={parity} metrics={metrics} />
        </Panel>
        <Panel title={t('sizeAndTime')}>
          <RatioBars parity={parity} />
        </Panel>
      </PanelGrid>
      <PanelGrid least={420}>
        <Panel title={t('attempts')} aside={t('attemptsSays')}>
          <AttemptLadder parity={parity} />
        </Panel>
        <Panel title={t('checks')}>
          <Checks parity={parity} />
        </Panel>
      </PanelGrid>
      <Panel title={t('files')} actions={<CopyButton text={made.folder} label={t('copyFolder')} />}>
        <Facts
          facts={[
            [
              t('folder'),
              <span key="folder" className={styles.path}>
                {made.folder}
              </span>,
            ],
            [t('runtime'), parity.runtime],
            [
              t('measuredOn'),
              <span key="flags" className={styles.flags}>
                {parity.cpuFlags.join(' ') || '–'}
              </span>,
            ],
            [t('sizeOnDisk'), format.bytes(parity.sizeBytes.exported)],
          ]}
        />
        {made.manifest && <ExportedFiles files={made.manifest.files} />}
        <p className={styles.dim}>{t('filesSay')}</p>
      </Panel>
    </>
  );
}

function ExportedFiles({ files }: { readonly files: ExportManifest['files'] }) {
  const t = useT('export');
  const format = useFormat();
  return (
    <DataTable
      label={t('files')}
      rows={files}
      rowKey={({ path }) => path}
      columns={[
        { key: 'path', title: t('file'), cell: ({ path }) => path },
        { key: 'size', title: t('size'), align: 'end', cell: ({ sizeBytes }) => format.bytes(sizeBytes) },
        {
          key: 'sha256',
          title: 'SHA-256',
          clip: true,
          cell: ({ sha256 }) => <span className={styles.path}>{sha256}</span>,
        },
      ]}
    />
  );
}

function Verdict({ made, parity, metrics }: ParityCardViewProps) {
  const t = useT('export');
  const format = useFormat();
  const kept = keptAttempt(parity);
  const facts = {
    metric: metrics.find(({ id }) => id === parity.gate.metric)?.title ?? parity.gate.metric,
    lost: format.number(kept?.dropPoints ?? 0, 2),
    allowed: format.number(parity.gate.maxDropPoints, 2),
  };
  const checksHold = checksOf(parity).every(({ passed }) => passed);
  const Icon = parity.passed ? IconRosetteDiscountCheck : IconRosetteDiscountCheckOff;

  return (
    <section className={`${styles.verdict} ${parity.passed ? styles.passed : styles.failed}`} role="status">
      <Icon size={30} stroke={1.5} aria-hidden />
      <div>
        <h2>{t(parity.passed ? 'verdictPassed' : 'verdictFailed')}</h2>
        <p>{t(kept?.passed ? 'gateHeld' : 'gateBroken', facts)}</p>
        {!parity.passed && kept?.passed && <p>{checksHold ? parity.failure : t('checkBroken')}</p>}
        {!parity.passed && <p className={styles.way}>{t('wayOut')}</p>}
      </div>
      {!parity.passed && (
        <Button component={Link} href={`/exports?run=${made.runId}`} variant="default">
          {t('exportAgain')}
        </Button>
      )}
    </section>
  );
}
