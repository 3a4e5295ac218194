import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { type Cell, type Dataset, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Badge, CodeView, CopyButton, Failure, Panel, Waiting } from '../../ui/index.ts';
import styles from './RowDetail.module.css';

export interface RowDetailProps {
  readonly dataset: Dataset;
  readonly row: number;
  readonly onRow: (row: number | null) => void;
}

/** One row in full: each of its cells as text. */
export function RowDetail({ dataset: shown, row, onRow }: RowDetailProps) {
  const t = useT('dataset');
  const format = useFormat();
  const [shape, setShape] = useState<'fields' | 'json'>('fields');
  const answer = useAnswer(dataset.row, { datasetId: shown.id, row }, { keepPrevious: true });

  const button = (label: string, icon: ReactNode, act: () => void, disabled = false) => (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} size={24} disabled={disabled} onClick={act}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  const actions = (
    <div className={styles.head}>
      <SegmentedControl
        aria-label={t('rowShape')}
        value={shape}
        onChange={value => setShape(value as 'fields' | 'json')}
        data={[
          { value: 'fields', label: t('rowFields') },
          { value: 'json', label: 'JSON' },
        ]}
      />
      {button(t('previousRow'), <IconChevronUp size={15} />, () => onRow(row - 1), row <= 1)}
      {button(t('nextRow'), <IconChevronDown size={15} />, () => onRow(row + 1))}
      {button(t('closeRow'), <IconX size={15} />, () => onRow(null))}
    </div>
  );

  return (
    <Panel title={t('rowTitle', { row: format.number(row) })} actions={actions}>
      {answer.state === 'waiting' && <Waiting shape="panel" />}
      {answer.state === 'failed' && <Failure trouble={answer.trouble} />}
      {answer.state === 'ready' && shape === 'fields' && <Cells dataset={shown} row={answer.value} />}
      {answer.state === 'ready' && shape === 'json' && (
        <CodeView label={t('rowTitle', { row })} json={JSON.stringify(answer.value, null, 2)} height="60vh" />
      )}
    </Panel>
  );
}

function Cells({ dataset: { columns, roles }, row }: { readonly dataset: Dataset; readonly row: Row }) {
  const t = useT('dataset');
  const leading = [roles.label, roles.text].filter(name => name !== undefined) as string[];
  const names = [...leading, ...columns.filter(name => !leading.includes(name))];

  return (
    <dl className={styles.cells}>
      <div className={styles.cell}>
        <dt>{t('split')}</dt>
        <dd>{row.split ? <Badge tone="active">{t(row.split)}</Badge> : t('noSplit')}</dd>
      </div>
      {names.map(name => (
        <div key={name} className={styles.cell}>
          <dt>
            {name}
            {name === roles.text && <CopyButton text={String(row.cells[name] ?? '')} />}
          </dt>
          <dd className={name === roles.text ? styles.text : undefined}>
            <Value cell={row.cells[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ cell }: { readonly cell: Cell | undefined }) {
  const t = useT('dataset');
  if (cell === null || cell === undefined) return <span className={styles.none}>{t('emptyCell')}</span>;
  return String(cell);
}
