import { Button, MultiSelect } from '@mantine/core';
import { IconShieldSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { type Dataset, type PrivacyAction, type PrivacyType, privacy } from '../../../native-bridge/contract/index.ts';
import { useLanguage, useT } from '../../app/messages/index.ts';
import { useAnswer, useWork, type Work } from '../../rpc/index.ts';
import { type Column, DataTable, EmptyState, Failure, Field, Panel, ProgressBar, Unanswered } from '../../ui/index.ts';
import { DatasetFrame } from '../dataset/index.ts';
import { Found } from './Found.tsx';
import { Masked } from './Masked.tsx';
import { NamesPanel } from './NamesPanel.tsx';
import styles from './PrivacyPage.module.css';

const NOTHING = {};

/** Finds personal data in a dataset, and does with each kind what is chosen. */
export function PrivacyPage({ datasetId }: { readonly datasetId: string }) {
  return (
    <DatasetFrame datasetId={datasetId} tab="privacy">
      {shown => <Privacy dataset={shown} />}
    </DatasetFrame>
  );
}

function Privacy({ dataset }: { readonly dataset: Dataset }) {
  const types = useAnswer(privacy.types, NOTHING);
  if (types.state !== 'ready') return <Unanswered answer={types} shape="page" />;
  return <ScanAndMask dataset={dataset} types={types.value} />;
}

interface ScanAndMaskProps {
  readonly dataset: Dataset;
  readonly types: readonly PrivacyType[];
}

function ScanAndMask({ dataset, types }: ScanAndMaskProps) {
  const t = useT('privacy');
  const [columns, setColumns] = useState(() => textColumns(dataset));
  const scan = useWork(privacy.scan);
  const mask = useWork(privacy.mask);
  const report = scan.answer;

  const start = (): void => {
    mask.forget();
    scan.start({ datasetId: dataset.id, columns });
  };
  const apply = (actions: Record<string, PrivacyAction>): void =>
    // What was scanned, not what is chosen above by now: the numbers on the page are of those columns.
    mask.start({ datasetId: dataset.id, columns: report?.columns as string[], actions });

  return (
    <div className={styles.stack}>
      <Panel title={t('findTitle')}>
        <div className={styles.find}>
          <div className={styles.columns}>
            <Field label={t('columns')} hint={t('columnsHint')}>
              {ids => (
                <MultiSelect
                  {...ids}
                  data={dataset.columns}
                  value={columns}
                  onChange={setColumns}
                  searchable
                  limit={100}
                  disabled={scan.running || mask.running}
                />
              )}
            </Field>
          </div>
          <Button onClick={start} disabled={columns.length === 0 || scan.running || mask.running}>
            {t(report || mask.answer ? 'scanAgain' : 'scan')}
          </Button>
        </div>
        <p className={styles.dim}>{t('findSays')}</p>
      </Panel>
      <NamesPanel dataset={dataset} columns={columns} />
      <Running work={scan} label={t('scanning')} />
      <Running work={mask} label={t('masking')} />
      {mask.answer && <Masked datasetId={dataset.id} report={mask.answer} types={types} onUndone={mask.forget} />}
      {report && !mask.answer && report.counts.length > 0 && (
        <Found datasetId={dataset.id} report={report} types={types} busy={mask.running} onApply={apply} />
      )}
      {report?.counts.length === 0 && (
        <EmptyState icon={IconShieldSearch} title={t('cleanTitle')} says={t('cleanSays', { count: report.rowsSeen })} />
      )}
      {!report && !scan.running && !mask.answer && <Unscanned types={types} />}
    </div>
  );
}

/** A piece of work while it runs, or why it failed. */
function Running({ work, label }: { readonly work: Work<never, unknown>; readonly label: string }) {
  const t = useT('privacy');
  if (work.trouble) return <Failure trouble={work.trouble} />;
  if (!work.running) return null;
  return (
    <div className={styles.running} role="status">
      <div className={styles.bar}>
        <ProgressBar
          done={work.progress?.done ?? 0}
          total={work.progress?.total ?? 0}
          etaSeconds={work.etaSeconds}
          label={label}
        />
      </div>
      <Button variant="default" onClick={work.cancel}>
        {t('stop')}
      </Button>
    </div>
  );
}

/** Before the first scan: what it will look for. */
function Unscanned({ types }: { readonly types: readonly PrivacyType[] }) {
  const t = useT('privacy');
  const language = useLanguage() === 'zh-CN' ? 'zh' : 'en';
  const columns: Column<PrivacyType>[] = [
    { key: 'kind', title: t('kind'), width: '180px', cell: ({ title }) => <strong>{title[language]}</strong> },
    { key: 'finds', title: t('finds'), cell: ({ says }) => says[language] },
  ];
  return (
    <>
      <EmptyState icon={IconShieldSearch} title={t('emptyTitle')} says={t('emptySays')} />
      <Panel title={t('kindsTitle')} flush>
        <DataTable label={t('kindsTitle')} columns={columns} rows={types} rowKey={({ id }) => id} />
      </Panel>
    </>
  );
}

/** What a model reads: of chats and instructions more than one column. */
function textColumns({ roles }: Dataset): string[] {
  const { text, prompt, context, completion, messages } = roles;
  return [...new Set([text, prompt, context, completion, messages])].filter(column => column !== undefined);
}
