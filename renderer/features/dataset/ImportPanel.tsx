import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { ImportReport, LedgerEntry } from '../../../native-bridge/contract/index.ts';
import { errorSentence, useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { Badge, type Column, DataTable, Failure, Panel, ProgressBar, Stat, StatRow } from '../../ui/index.ts';
import styles from './ImportPanel.module.css';
import { ImportWizard } from './ImportWizard.tsx';
import { type ImportOptions, type ImportStory, shareRead } from './import-story.ts';
import { LedgerExport } from './LedgerExport.tsx';
import type { WizardDraft } from './wizard-draft.ts';

export interface ImportPanelProps {
  readonly story: ImportStory;
  readonly draft: WizardDraft;
  readonly onDraft: (draft: WizardDraft) => void;
  readonly onRead: (file: string, name: string, options: ImportOptions) => void;
  readonly onLookAgain: (file: string, name: string) => void;
  readonly onCancel: () => void;
  readonly onClose: () => void;
}

/** The import that is on its way, or what came of it. */
export function ImportPanel({ story, draft, onDraft, onRead, onLookAgain, onCancel, onClose }: ImportPanelProps) {
  const t = useT('dataset');
  const format = useFormat();
  const close = (
    <Button variant="default" onClick={onClose}>
      {t('close')}
    </Button>
  );

  switch (story.kind) {
    case 'none':
      return null;
    case 'uploading':
      return (
        <Panel
          title={t('uploading', { name: story.name })}
          aside={format.bytes(story.sizeBytes)}
          actions={
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          }
        >
          <ProgressBar
            bare
            done={story.sentBytes}
            total={story.sentBytes === 0 ? 0 : story.sizeBytes}
            label={t('uploading', { name: story.name })}
          />
        </Panel>
      );
    case 'looking': {
      const { file, name } = story;
      return (
        <ImportWizard
          file={file}
          name={name}
          draft={draft}
          onDraft={onDraft}
          onClose={onClose}
          onImport={options => onRead(file, name, options)}
        />
      );
    }
    case 'reading':
      return <Reading story={story} onCancel={onCancel} />;
    case 'failed':
      return (
        <Panel title={t('notImported', { name: story.name })} actions={close}>
          <div className={styles.stack}>
            <Failure trouble={story.trouble} />
            {story.file !== null && (
              <div>
                <Button variant="default" onClick={() => story.file !== null && onLookAgain(story.file, story.name)}>
                  {t('importAgain')}
                </Button>
              </div>
            )}
          </div>
        </Panel>
      );
    case 'finished':
      return (
        <Panel title={t('imported', { name: story.report.dataset.sourceName })} actions={close}>
          <Report report={story.report} />
        </Panel>
      );
  }
}

interface ReadingProps {
  readonly story: Extract<ImportStory, { kind: 'reading' }>;
  readonly onCancel: () => void;
}

function Reading({ story, onCancel }: ReadingProps) {
  const t = useT('dataset');
  const format = useFormat();
  const { name, progress, etaSeconds } = story;

  return (
    <Panel
      title={t('reading', { name })}
      actions={
        <Button variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      }
    >
      <div className={styles.progress}>
        <ProgressBar
          bare
          done={progress?.bytesDone ?? 0}
          total={progress?.bytesTotal ?? 0}
          label={t('reading', { name })}
        />
        {progress && (
          <div className={styles.numbers}>
            <span>{t('rowsRead', { count: progress.rows })}</span>
            <span>
              {t('bytesOf', { done: format.bytes(progress.bytesDone), total: format.bytes(progress.bytesTotal) })}
            </span>
            <span>{format.percent(shareRead(progress), 0)}</span>
            {etaSeconds !== null && <span>{t('timeLeft', { time: format.duration(etaSeconds) })}</span>}
          </div>
        )}
      </div>
    </Panel>
  );
}

/** What was taken, what was not, and why. */
function Report({ report }: { readonly report: ImportReport }) {
  const t = useT('dataset');
  const format = useFormat();
  const { dataset, accepted, rejected, mended, ledger } = report;

  return (
    <div className={styles.stack}>
      <div className={styles.line}>
        <StatRow>
          <Stat name={t('accepted')} value={format.number(accepted)} />
          <Stat name={t('rejected')} value={format.number(rejected)} tone={rejected > 0 ? 'warn' : 'plain'} />
          {mended > 0 && <Stat name={t('mended')} value={format.number(mended)} />}
          <Stat name={t('format')} value={report.format} />
          <Stat name={t('encoding')} value={report.encoding} />
          <Stat name={t('took')} value={t('seconds', { value: format.number(report.seconds, 1) })} />
        </StatRow>
        <span className={styles.grow} />
        <Button component={Link} href={`/data/${dataset.id}`}>
          {t('openDataset')}
        </Button>
      </div>
      <div className={styles.line}>
        {ledger.length > 0 && (
          <>
            <Badge tone="warn">{t('ledger')}</Badge>
            <span className={styles.dim}>{t('ledgerSays', { shown: ledger.length, all: rejected + mended })}</span>
          </>
        )}
        <span className={styles.grow} />
        <LedgerExport datasetId={dataset.id} placed />
      </div>
      {ledger.length > 0 && (
        <div className={styles.ledger}>
          <Ledger entries={ledger} />
        </div>
      )}
    </div>
  );
}

function Ledger({ entries }: { readonly entries: readonly LedgerEntry[] }) {
  const t = useT('dataset');
  const format = useFormat();
  const language = useLanguage();

  const columns: Column<LedgerEntry>[] = [
    { key: 'line', title: t('line'), align: 'end', width: '72px', cell: ({ line }) => format.number(line) },
    { key: 'reason', title: t('reason'), cell: ({ reason }) => errorSentence(reason, language) },
  ];
  return (
    <DataTable
      label={t('ledger')}
      columns={columns}
      rows={entries}
      rowKey={({ reason }) => `${reason.code} ${reason.message}`}
    />
  );
}
