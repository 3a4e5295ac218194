import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { type Cell, cellIn, type Dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { Badge, CopyButton } from '../../ui/index.ts';
import { Conversation } from './Conversation.tsx';
import { conversationIn } from './conversation.ts';
import { cellText } from './edited-cells.ts';
import styles from './RowDetail.module.css';

export interface RowCellsProps {
  readonly dataset: Dataset;
  readonly row: Row;
  readonly onEdit: (column: string) => void;
}

/** The cells of a row to read: label, text and chat first. */
export function RowCells({ dataset: { columns, roles }, row, onEdit }: RowCellsProps) {
  const t = useT('dataset');
  const leading = [...new Set([roles.label, roles.text, roles.messages])].filter(name => name !== undefined);
  const names = [...leading, ...columns.filter(name => !leading.includes(name))];

  return (
    <dl className={styles.cells}>
      <div className={styles.cell}>
        <dt>{t('split')}</dt>
        <dd>{row.split ? <Badge tone="active">{t(row.split)}</Badge> : t('noSplit')}</dd>
      </div>
      {names.map(name => {
        const of = { name, cell: cellIn(row.cells, name), isText: name === roles.text, onEdit };
        return name === roles.messages ? <ChatCell key={name} {...of} /> : <PlainCell key={name} {...of} />;
      })}
    </dl>
  );
}

interface CellProps extends Pick<RowCellsProps, 'onEdit'> {
  readonly name: string;
  readonly cell: Cell;
  readonly isText: boolean;
}

function PlainCell({ name, cell, isText, onEdit }: CellProps) {
  return (
    <div className={styles.cell}>
      <dt>
        <bdi className={styles.name}>{name}</bdi>
        {isText && <CopyButton text={cellText(cell)} />}
        <EditButton name={name} onEdit={onEdit} />
      </dt>
      <dd dir="auto" className={isText ? styles.text : undefined} tabIndex={isText ? scrolled(cell) : undefined}>
        <Value cell={cell} />
      </dd>
    </div>
  );
}

/** A chat as a conversation, and as it stands in the cell. What is no chat has only the latter. */
function ChatCell({ name, cell, onEdit }: CellProps) {
  const t = useT('grid');
  const [asJson, setAsJson] = useState(false);
  const text = cellText(cell);
  const said = useMemo(() => conversationIn(text), [text]);
  return (
    <div className={styles.cell}>
      <dt>
        <bdi className={styles.name}>{name}</bdi>
        {cell !== null && <CopyButton text={text} />}
        <EditButton name={name} onEdit={onEdit} />
        {said !== null && (
          <SegmentedControl
            aria-label={t('turns')}
            size="xs"
            value={asJson ? 'json' : 'turns'}
            onChange={value => setAsJson(value === 'json')}
            data={[
              { value: 'turns', label: t('turnsAsList') },
              { value: 'json', label: t('wholeRow') },
            ]}
          />
        )}
      </dt>
      <dd className={styles.text} tabIndex={scrolled(cell)}>
        {said === null ? (
          <Value cell={cell} />
        ) : asJson ? (
          <code className={styles.json}>{JSON.stringify(JSON.parse(text), null, 2)}</code>
        ) : (
          <Conversation said={said} />
        )}
      </dd>
    </div>
  );
}

/** What may be longer than its place is reached by the keyboard, to be scrolled. */
function scrolled(cell: Cell): 0 | undefined {
  return cellText(cell).length > 400 ? 0 : undefined;
}

function EditButton({ name, onEdit }: Pick<CellProps, 'name' | 'onEdit'>) {
  const t = useT('grid');
  const label = t('wordEdit', { column: name });
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} size={20} className={styles.edit} onClick={() => onEdit(name)}>
        <IconPencil size={13} />
      </ActionIcon>
    </Tooltip>
  );
}

function Value({ cell }: Pick<CellProps, 'cell'>) {
  const t = useT('dataset');
  if (cell === null) return <span className={styles.none}>{t('emptyCell')}</span>;
  return String(cell);
}
