import type { Dataset } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { type Column, DataTable } from '../../ui/index.ts';
import styles from './DatasetsPage.module.css';
import { SplitBar } from './SplitBar.tsx';

export interface DatasetsTableProps {
  readonly datasets: readonly Dataset[];
  readonly onOpen: (dataset: Dataset) => void;
}

export function DatasetsTable({ datasets, onOpen }: DatasetsTableProps) {
  const t = useT('dataset');
  const format = useFormat();

  const columns: Column<Dataset>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, sourceName }) => (
        <>
          <div className={styles.name}>{name}</div>
          <div className={styles.dim}>{sourceName}</div>
        </>
      ),
    },
    { key: 'rows', title: t('rows'), align: 'end', width: '96px', cell: ({ rowCount }) => format.number(rowCount) },
    {
      key: 'labels',
      title: t('labels'),
      cell: ({ labels }) => (
        <div className={styles.labels}>
          {labels.length === 0 && <span>{t('unlabelled')}</span>}
          {labels.slice(0, 4).map(({ label, rows }) => (
            <span key={label}>
              {label} {format.number(rows)}
            </span>
          ))}
          {labels.length > 4 && <span>{t('moreLabels', { count: labels.length - 4 })}</span>}
        </div>
      ),
    },
    {
      key: 'split',
      title: t('splits'),
      width: '240px',
      cell: ({ splitSizes, rowCount }) =>
        splitSizes.train > 0 ? (
          <SplitBar sizes={splitSizes} rowCount={rowCount} legend />
        ) : (
          <span className={styles.dim}>{t('notSplit')}</span>
        ),
    },
    {
      key: 'created',
      title: t('created'),
      align: 'end',
      width: '112px',
      cell: ({ createdAtMs }) => <time title={format.dateTime(createdAtMs)}>{format.ago(createdAtMs)}</time>,
    },
  ];
  return <DataTable label={t('datasets')} columns={columns} rows={datasets} rowKey={({ id }) => id} onOpen={onOpen} />;
}
