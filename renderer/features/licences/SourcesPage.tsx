import { Button } from '@mantine/core';
import { IconFileCertificate, IconPencil } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { Link } from 'wouter';
import { licences, type Source } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { EmptyState, Panel, Unanswered } from '../../ui/index.ts';
import { DatasetFrame } from '../dataset/index.ts';
import { AllowedChips } from './AllowedChips.tsx';
import { AnswersPanel } from './AnswersPanel.tsx';
import { Licence, Origin, SourceName } from './SourceCells.tsx';
import { SourceForm } from './SourceForm.tsx';
import styles from './Sources.module.css';

/** Where the rows of a dataset came from, what may be done with them, and what people answered. */
export function SourcesPage({ datasetId }: { readonly datasetId: string }) {
  return (
    <DatasetFrame datasetId={datasetId} tab="sources">
      {dataset => <Ledger datasetId={dataset.id} />}
    </DatasetFrame>
  );
}

function Ledger({ datasetId }: { readonly datasetId: string }) {
  const t = useT('licences');
  const sources = useAnswer(licences.sources, { datasetId });

  if (sources.state !== 'ready') return <Unanswered answer={sources} shape="panel" />;
  if (sources.value.length === 0) {
    const toData = (
      <Button component={Link} href="/data">
        {t('toData')}
      </Button>
    );
    return <EmptyState icon={IconFileCertificate} title={t('emptyTitle')} says={t('emptySays')} action={toData} />;
  }
  return (
    <div className={styles.page}>
      <p className={styles.note}>{t('notAdvice')}</p>
      <Panel title={t('title')} aside={t('says')} flush>
        <SourcesTable sources={sources.value} />
      </Panel>
      <AnswersPanel datasetId={datasetId} />
    </div>
  );
}

/** Each source is a row; the one that is edited opens its form below itself. */
function SourcesTable({ sources }: { readonly sources: readonly Source[] }) {
  const t = useT('licences');
  const [edited, setEdited] = useState<string | null>(null);
  const titles = [t('source'), t('origin'), t('licence'), t('allowedUses')];

  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('title')}>
        <thead>
          <tr>
            {titles.map(title => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {sources.map(source => (
            <Fragment key={source.sha256}>
              <SourceRow
                source={source}
                edited={edited === source.sha256}
                onEdit={() => setEdited(edited === source.sha256 ? null : source.sha256)}
              />
              {edited === source.sha256 && (
                <tr>
                  <td colSpan={titles.length + 1} className={styles.editing}>
                    <SourceForm source={source} onDone={() => setEdited(null)} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SourceRowProps {
  readonly source: Source;
  readonly edited: boolean;
  readonly onEdit: () => void;
}

function SourceRow({ source, edited, onEdit }: SourceRowProps) {
  const t = useT('licences');
  return (
    <tr>
      <td className={styles.wide}>
        <SourceName source={source} />
      </td>
      <td className={styles.wide}>
        <Origin source={source} />
      </td>
      <td className={styles.wide}>
        <Licence source={source} />
      </td>
      <td className={styles.allowed}>
        <AllowedChips allowed={source.allowed} />
      </td>
      <td>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPencil size={13} />}
          aria-label={t('editSource', { name: source.name })}
          aria-expanded={edited}
          onClick={onEdit}
        >
          {t('edit')}
        </Button>
      </td>
    </tr>
  );
}
