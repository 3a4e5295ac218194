import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { Link } from 'wouter';
import { type Dataset, type DatasetId, dataset } from '../../../native-bridge/contract/index.ts';
import { DATASET_TABS, type DatasetTab } from '../../app/dataset-tabs.ts';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Failure, Page, PageHeader, UnansweredPage } from '../../ui/index.ts';
import styles from './DatasetFrame.module.css';
import { StepBar } from './StepBar.tsx';
import { UnlockDialog } from './UnlockDialog.tsx';
import { useTabCommands, useUndoCommands } from './use-dataset-commands.ts';
import { useStep } from './use-step.ts';
import { useUndo } from './use-undo.ts';

export interface DatasetFrameProps {
  readonly datasetId: string;
  readonly tab: DatasetTab;
  readonly actions?: (dataset: Dataset) => ReactNode;
  readonly children: (dataset: Dataset) => ReactNode;
}

/** What all pages of one dataset share: its name and facts, and the tabs between them. */
export function DatasetFrame({ datasetId, tab, actions, children }: DatasetFrameProps) {
  const t = useT('dataset');
  const format = useFormat();
  const language = useLanguage();
  const answer = useAnswer(dataset.dataset, { datasetId });
  useTabCommands(datasetId, tab);

  if (answer.state !== 'ready') return <UnansweredPage answer={answer} />;
  const shown = answer.value;
  return (
    <Page wide>
      <PageHeader
        above={<Link href="/data">{t('title')}</Link>}
        title={shown.name}
        says={
          <span className={styles.facts}>
            <span>{t('rowCount', { count: shown.rowCount })}</span>
            <span>{t('fromFileNamed', { name: shown.sourceName })}</span>
            <time>{format.dateTime(shown.createdAtMs)}</time>
          </span>
        }
        actions={actions?.(shown)}
      />
      <nav className={styles.tabs} aria-label={t('tabs')}>
        {DATASET_TABS.map(({ path, title }) => (
          <Link
            key={path}
            href={`/data/${datasetId}${path && `/${path}`}`}
            className={styles.tab}
            aria-current={path === tab ? 'page' : undefined}
          >
            {title[language === 'zh-CN' ? 'zh' : 'en']}
          </Link>
        ))}
      </nav>
      <StepOnItsWay key={shown.id} datasetId={shown.id} />
      {children(shown)}
    </Page>
  );
}

/** The undo and redo of this dataset: their keys, what is on its way wherever it was begun, and why one failed. */
function StepOnItsWay({ datasetId }: { readonly datasetId: DatasetId }) {
  const { running, trouble, locked, forget } = useStep(datasetId);
  useUndoCommands(useUndo(datasetId));
  // Whoever leaves has seen why it failed.
  const leave = useEffectEvent(() => {
    if (trouble !== null || locked !== null) forget();
  });
  useEffect(() => () => leave(), []);

  return (
    <>
      {trouble && <Failure trouble={trouble} />}
      {locked && <UnlockDialog step={locked} onClose={forget} />}
      {running && <StepBar {...running} />}
    </>
  );
}
