import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { DatasetVersion } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge, type Column, DataTable } from '../../ui/index.ts';
import { SplitBar } from '../dataset/index.ts';
import { RecipeSteps } from './RecipeSteps.tsx';
import { isTrainable } from './trainable.ts';
import styles from './Versions.module.css';

export interface VersionsTableProps {
  readonly versions: readonly DatasetVersion[];
  /** More that can be done with a version, at the end of its line. */
  readonly actions?: (version: DatasetVersion) => ReactNode;
}

/** Frozen versions: what a training can read. */
export function VersionsTable({ versions, actions }: VersionsTableProps) {
  const t = useT('versions');
  const format = useFormat();
  const nameOf = (hash: string): string => versions.find(one => one.hash === hash)?.name ?? hash.slice(0, 12);

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
    { key: 'rows', title: t('rows'), align: 'end', width: '88px', cell: ({ rowCount }) => format.number(rowCount) },
    {
      key: 'splits',
      title: t('splits'),
      width: '210px',
      cell: ({ splitSizes, rowCount }) => <SplitBar sizes={splitSizes} rowCount={rowCount} legend />,
    },
    {
      key: 'leaks',
      title: t('leaks'),
      width: '150px',
      cell: ({ leakedRows, acceptedLeaks }) =>
        leakedRows === 0 ? (
          <Badge tone="good">{t('noLeaks')}</Badge>
        ) : (
          <>
            <Badge tone="bad">{t('leakedRows', { count: leakedRows })}</Badge>
            {acceptedLeaks && <div className={styles.small}>{acceptedLeaks}</div>}
          </>
        ),
    },
    {
      key: 'recipe',
      title: t('madeBy'),
      width: '170px',
      cell: ({ parent, origin, recipe, splitPlan, sources }) => (
        <>
          <div>
            {parent !== null
              ? t('fromVersion', { name: nameOf(parent) })
              : origin === null
                ? t('fromImport')
                : t('fromParts', { names: origin.parts.map(({ name }) => name).join(', ') })}
          </div>
          <RecipeSteps recipe={recipe} splitPlan={splitPlan} sources={sources} />
        </>
      ),
    },
    {
      key: 'created',
      title: t('created'),
      align: 'end',
      width: '104px',
      cell: ({ createdAtMs }) => <time title={format.dateTime(createdAtMs)}>{format.ago(createdAtMs)}</time>,
    },
    {
      key: 'actions',
      title: '',
      align: 'end',
      width: actions ? '150px' : '104px',
      cell: version => (
        <div className={styles.buttons}>
          {isTrainable(version) ? (
            <Button component={Link} href={`/runs?start=1&version=${version.hash}`} variant="default" size="compact-xs">
              {t('train')}
            </Button>
          ) : (
            <span className={styles.small}>{t('notTrainable')}</span>
          )}
          {actions?.(version)}
        </div>
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
