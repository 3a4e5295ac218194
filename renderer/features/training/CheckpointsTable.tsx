import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge, type Column, DataTable } from '../../ui/index.ts';
import styles from './RunPage.module.css';
import type { Checkpoint } from './run-story.ts';

/** The checkpoints a run has written, newest first. */
export function CheckpointsTable({ checkpoints }: { readonly checkpoints: readonly Checkpoint[] }) {
  const t = useT('training');
  const format = useFormat();

  const columns: Column<Checkpoint>[] = [
    { key: 'step', title: t('step'), align: 'end', width: '64px', cell: ({ step }) => format.number(step) },
    { key: 'best', title: '', width: '84px', cell: ({ best }) => best && <Badge tone="good">{t('best')}</Badge> },
    { key: 'path', title: t('file'), clip: true, cell: ({ path }) => <span className={styles.path}>{path}</span> },
    { key: 'size', title: t('size'), align: 'end', width: '88px', cell: ({ sizeBytes }) => format.bytes(sizeBytes) },
  ];
  return (
    <DataTable
      label={t('checkpoints')}
      columns={columns}
      rows={[...checkpoints].reverse()}
      rowKey={({ step }) => step}
      empty={t('noCheckpoints')}
    />
  );
}
