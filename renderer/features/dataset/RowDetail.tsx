import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconCopyPlus,
  IconPencil,
  IconStar,
  IconStarFilled,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { type Cell, type Dataset, dataset, type Row, rowToSee, seenAs } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { Badge, CodeView, CopyButton, Failure, Panel, Waiting } from '../../ui/index.ts';
import { AsSeen } from '../models/index.ts';
import styles from './RowDetail.module.css';
import { RowEditor } from './RowEditor.tsx';
import { RowMarks } from './RowMarks.tsx';

export interface RowDetailProps {
  readonly dataset: Dataset;
  readonly row: number;
  readonly onRow: (row: number | null) => void;
}

type Shape = 'fields' | 'json' | 'seen' | 'edit';

/** One row in full: its cells to read or to write, its marks, and what changed it. */
export function RowDetail({ dataset: shown, row, onRow }: RowDetailProps) {
  const t = useT('dataset');
  const format = useFormat();
  const [shape, setShape] = useState<Shape>('fields');
  const answer = useAnswer(dataset.row, { datasetId: shown.id, row }, { keepPrevious: true });
  const mark = useAction(dataset.markRow);
  const duplicate = useAction(dataset.duplicateRow);
  const remove = useAction(dataset.removeRows);
  const trouble = mark.trouble ?? duplicate.trouble ?? remove.trouble;

  const button = (label: string, icon: ReactNode, act: () => void, disabled = false) => (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} size={24} disabled={disabled} onClick={act}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  const starred = answer.state === 'ready' && answer.value.starred;
  const actions = (
    <div className={styles.head}>
      {button(t('previousRow'), <IconChevronUp size={15} />, () => onRow(row - 1), row <= 1)}
      {button(t('nextRow'), <IconChevronDown size={15} />, () => onRow(row + 1))}
      {button(t('closeRow'), <IconX size={15} />, () => onRow(null))}
    </div>
  );

  return (
    <Panel title={t('rowTitle', { row: format.number(row) })} actions={actions}>
      <div className={styles.stack}>
        <div className={styles.tools}>
          <SegmentedControl
            aria-label={t('rowShape')}
            value={shape}
            onChange={value => setShape(value as Shape)}
            data={[
              { value: 'fields', label: t('rowFields') },
              { value: 'json', label: 'JSON' },
              { value: 'seen', label: t('rowSeen') },
              { value: 'edit', label: t('edit') },
            ]}
          />
          <span className={styles.head}>
            {button(
              starred ? t('unstar') : t('star'),
              starred ? <IconStarFilled size={15} /> : <IconStar size={15} />,
              () => void mark.run({ datasetId: shown.id, row, marks: { starred: !starred } }),
              answer.state !== 'ready',
            )}
            {button(
              t('duplicateRow'),
              <IconCopyPlus size={15} />,
              () => void duplicate.run({ datasetId: shown.id, row }).then(added => added && onRow(added.row)),
            )}
            {button(
              t('removeRow'),
              <IconTrash size={15} />,
              () => void remove.run({ datasetId: shown.id, rows: [row] }).then(done => done && onRow(null)),
            )}
          </span>
        </div>
        {trouble && <Failure trouble={trouble} />}
        {answer.state === 'waiting' && <Waiting shape="panel" />}
        {answer.state === 'failed' && <Failure trouble={answer.trouble} />}
        {answer.state === 'ready' && (
          <>
            {shape === 'fields' && <Cells dataset={shown} row={answer.value} onEdit={() => setShape('edit')} />}
            {shape === 'json' && (
              <CodeView label={t('rowTitle', { row })} text={JSON.stringify(answer.value, null, 2)} height="50vh" />
            )}
            {shape === 'seen' && <Seen dataset={shown} row={answer.value} />}
            {shape === 'edit' && <RowEditor dataset={shown} row={answer.value} onDone={() => setShape('fields')} />}
            {shape !== 'edit' && <RowMarks datasetId={shown.id} row={answer.value} />}
          </>
        )}
      </div>
    </Panel>
  );
}

/** The row as a model of the project would read it. */
function Seen({ dataset: { roles, labels }, row }: Pick<CellsProps, 'dataset' | 'row'>) {
  const t = useT('dataset');
  const rows = useMemo(() => {
    const seen = rowToSee(row.cells, roles);
    return seen === null ? [] : [{ row: row.row, seen }];
  }, [row, roles]);
  const names = useMemo(() => labels.map(({ label }) => label), [labels]);

  if (rows.length === 0) {
    return <p className={styles.none}>{t(seenAs(roles) === 'nothing' ? 'asSeenNeeds' : 'asSeenNothing')}</p>;
  }
  return <AsSeen rows={rows} labels={names} />;
}

interface CellsProps {
  readonly dataset: Dataset;
  readonly row: Row;
  readonly onEdit: () => void;
}

function Cells({ dataset: { columns, roles }, row, onEdit }: CellsProps) {
  const t = useT('dataset');
  const leading = [roles.label, roles.text].filter(name => name !== undefined) as string[];
  const names = [...leading, ...columns.filter(name => !leading.includes(name))];

  return (
    <>
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
            <dd dir="auto" className={name === roles.text ? styles.text : undefined}>
              <Value cell={row.cells[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <Button variant="default" leftSection={<IconPencil size={14} />} onClick={onEdit}>
        {t('edit')}
      </Button>
    </>
  );
}

function Value({ cell }: { readonly cell: Cell | undefined }) {
  const t = useT('dataset');
  if (cell === null || cell === undefined) return <span className={styles.none}>{t('emptyCell')}</span>;
  return String(cell);
}
