import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { DatasetVersion } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge, type Column, DataTable } from '../../ui/index.ts';
import styles from './DatasetsPage.module.css';
import { SplitBar } from './SplitBar.tsx';

/** Frozen versions: what a training can read. */
export function VersionsTable({ versions }: { readonly versions: readonly DatasetVersion[] }) {
  const t = useT('dataset');
  const format = useFormat();

  const columns: Column<DatasetVersion>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, hash }) => (
        <>
          <div className={styles.name}>{name}</div>
          <div className={styles.hash} title={hash}>
            {hash.slice(0, 12)}
          </div>
        </>
      ),
    },
    { key: 'rows', title: t('rows'), align: 'end', width: '96px', cell: ({ rowCount }) => format.number(rowCount) },
    {
      key: 'splits',
      title: t('splits'),
      width: '240px',
      cell: ({ splitSizes, rowCount }) => <SplitBar sizes={splitSizes} rowCount={rowCount} legend />,
    },
    {
      key: 'leaks',
      title: t('leaks'),
      width: '120px',
      cell: ({ leakedRows }) =>
        leakedRows === 0 ? (
          <Badge tone="good">{t('noLeaks')}</Badge>
        ) : (
          <Badge tone="bad">{t('leakedRows', { count: leakedRows })}</Badge>
        ),
    },
    {
      key: 'created',
      title: t('created'),
      align: 'end',
      width: '112px',
      cell: ({ createdAtMs }) => <time title={format.dateTime(createdAtMs)}>{format.ago(createdAtMs)}</time>,
    },
    {
      key: 'train',
      title: '',
      align: 'end',
      width: '104px',
      cell: ({ hash }) => (
        <Button component={Link} href={`/runs?start=1&version=${hash}`} variant="default" size="compact-xs">
          {t('trainOnIt')}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      label={t('versions')}
      columns={columns}
      rows={versions}
      rowKey={({ hash }) => hash}
      empty={t('noVersions')}
    />
  );
}
