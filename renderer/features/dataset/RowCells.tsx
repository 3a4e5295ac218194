import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type Cell, cellIn, type Dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { Badge, CopyButton } from '../../ui/index.ts';
import { dialectOf, turnsOf } from './chat-cell.ts';
import { cellText } from './edited-cells.ts';
import styles from './RowDetail.module.css';

export interface RowCellsProps {
  readonly dataset: Dataset;
  readonly row: Row;
  readonly onEdit: (column: string) => void;
}

/** The cells of a row to read, label and text first. */
export function RowCells({ dataset: { columns, roles }, row, onEdit }: RowCellsProps) {
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
            <bdi className={styles.name}>{name}</bdi>
            {name === roles.text && <CopyButton text={cellText(cellIn(row.cells, name))} />}
            <EditButton name={name} onEdit={onEdit} />
          </dt>
          <dd dir="auto" className={name === roles.text ? styles.text : undefined}>
            {name === roles.messages ? (
              <Chat cell={cellIn(row.cells, name)} />
            ) : (
              <Value cell={cellIn(row.cells, name)} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function EditButton({ name, onEdit }: Pick<RowCellsProps, 'onEdit'> & { readonly name: string }) {
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

/** Who says what, where the cell is a chat that can be shown so. */
function Chat({ cell }: { readonly cell: Cell }) {
  const text = cellText(cell);
  const turns = useMemo(() => turnsOf(text, dialectOf(text)), [text]);
  if (turns === null) return <Value cell={cell} />;
  return (
    <ol className={styles.turns}>
      {turns.map(({ who, what }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a turn is told from others by its place alone.
        <li key={place} dir="auto">
          <span className={styles.who}>{who}</span>
          {what}
        </li>
      ))}
    </ol>
  );
}

function Value({ cell }: { readonly cell: Cell }) {
  const t = useT('dataset');
  if (cell === null) return <span className={styles.none}>{t('emptyCell')}</span>;
  return String(cell);
}
