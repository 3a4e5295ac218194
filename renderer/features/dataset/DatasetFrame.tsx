import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { type Dataset, dataset } from '../../../native-bridge/contract/index.ts';
import { DATASET_TABS, type DatasetTab } from '../../app/dataset-tabs.ts';
import { useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Failure, Page, PageHeader, Waiting } from '../../ui/index.ts';
import styles from './DatasetFrame.module.css';

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

  if (answer.state === 'waiting') return <Waiting shape="page" />;
  if (answer.state === 'failed') {
    return (
      <Page>
        <Failure trouble={answer.trouble} retry={answer.refresh} />
      </Page>
    );
  }
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
      {children(shown)}
    </Page>
  );
}
