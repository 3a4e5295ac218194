import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconCopyPlus,
  IconStar,
  IconStarFilled,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react';
import { type Dataset, dataset, type Row, rowToSee, seenAs } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { CodeView, Failure, Panel, Waiting } from '../../ui/index.ts';
import { AsSeen } from '../models/index.ts';
import type { ColumnTypes } from './column-types.ts';
import type { Drafts } from './drafts.ts';
import { RowCells } from './RowCells.tsx';
import styles from './RowDetail.module.css';
import { RowEditor } from './RowEditor.tsx';
import { RowHistory } from './RowHistory.tsx';
import { RowMarks } from './RowMarks.tsx';
import type { RowActs } from './use-row-acts.ts';

/** How the row beside the grid is shown. */
export interface RowFace {
  readonly shape: 'fields' | 'json' | 'seen' | 'edit';
  /** What the editor writes; null is the whole row. */
  readonly column: string | null;
  /** What takes the focus when it is there. */
  readonly focus: 'editor' | 'tags' | 'note' | null;
}

/** A chat is what is written first. */
const faceOf = (shape: RowFace['shape'], column: string | null): RowFace => ({ shape, column, focus: null });

export interface RowDetailProps {
  readonly dataset: Dataset;
  readonly types: ColumnTypes;
  readonly row: number;
  readonly face: RowFace;
  readonly onFace: (face: RowFace) => void;
  readonly drafts: Drafts;
  readonly acts: RowActs;
  readonly onClose: () => void;
  /** Gives the focus back to the cell of the row. */
  readonly onLeave: () => void;
}

/** One row in full: its cells to read or to write, its marks, and what changed it. */
export function RowDetail(props: RowDetailProps) {
  const { dataset: shown, row, face, onFace, acts, onClose, onLeave } = props;
  const t = useT('dataset');
  const format = useFormat();
  const { shape, column } = face;
  const answer = useAnswer(dataset.row, { datasetId: shown.id, row }, { keepPrevious: true });
  // The row before stays on the screen while the next one is read; nothing is written to it by then.
  const there = answer.state === 'ready' ? answer.value : null;
  const isOther = there !== null && there.row !== row;
  const place = useRef<HTMLDivElement>(null);

  /** What was written in is gone from the page: whoever had the focus there has it in the panel, from where Escape leads out. */
  const done = (): void => {
    const { activeElement } = document;
    if (activeElement === document.body || place.current?.contains(activeElement)) place.current?.focus();
    onFace({ ...face, shape: 'fields', focus: null });
  };
  /** Escape leaves what is written in, then the panel. What was written waits as a draft. */
  const leave = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || !isOurs(event)) return;
    if (shape === 'edit') onFace({ ...face, shape: 'fields', focus: null });
    if (shape === 'edit' || isField(event.target as HTMLElement)) place.current?.focus();
    else onLeave();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape of any part of the panel arrives here.
    <div ref={place} className={styles.place} tabIndex={-1} onKeyDown={leave}>
      <Panel
        title={t('rowTitle', { row: format.number(row) })}
        actions={<Tools acts={acts} row={isOther ? null : there} onClose={onClose} />}
      >
        <div className={styles.stack}>
          <SegmentedControl
            aria-label={t('rowShape')}
            value={shape}
            onChange={value => onFace(faceOf(value as RowFace['shape'], column ?? shown.roles.messages ?? null))}
            data={[
              { value: 'fields', label: t('rowFields') },
              { value: 'json', label: 'JSON' },
              { value: 'seen', label: t('rowSeen') },
              { value: 'edit', label: t('edit') },
            ]}
          />
          {acts.trouble && <Failure trouble={acts.trouble} />}
          {answer.state === 'waiting' && <Waiting shape="panel" />}
          {answer.state === 'failed' && <Failure trouble={answer.trouble} />}
          {answer.state === 'ready' && there !== null && (
            <div className={styles.stack} inert={isOther}>
              <Face {...props} row={there} onDone={done} />
            </div>
          )}
        </div>
      </Panel>
    </div>
  );
}

interface FaceProps extends Pick<RowDetailProps, 'dataset' | 'types' | 'face' | 'onFace' | 'drafts'> {
  readonly row: Row;
  /** The editor is left with what was written saved or discarded. */
  readonly onDone: () => void;
}

/** The row in the shape that was asked for. */
function Face({ dataset: shown, types, row, face, onFace, drafts, onDone }: FaceProps) {
  const t = useT('dataset');
  const { shape, column, focus } = face;
  return (
    <>
      {shape === 'fields' && (
        <RowCells dataset={shown} row={row} onEdit={column => onFace({ shape: 'edit', column, focus: 'editor' })} />
      )}
      {shape === 'json' && (
        <CodeView label={t('rowTitle', { row: row.row })} text={JSON.stringify(row, null, 2)} height="50vh" />
      )}
      {shape === 'seen' && <Seen dataset={shown} row={row} />}
      {shape === 'edit' && (
        <RowEditor
          key={row.row}
          dataset={shown}
          types={types}
          row={row}
          column={column}
          onColumn={column => onFace({ ...face, column, focus: null })}
          drafts={drafts}
          autoFocus={focus === 'editor'}
          onDone={onDone}
        />
      )}
      {shape !== 'edit' && (
        <>
          <RowMarks
            key={row.row}
            datasetId={shown.id}
            row={row}
            focus={focus === 'editor' ? null : focus}
            onFocused={() => onFace({ ...face, focus: null })}
          />
          <RowHistory dataset={shown} row={row.row} />
        </>
      )}
    </>
  );
}

/** Whether a key is for the panel: an open list closes first, and a dialog above it is none of its parts. */
function isOurs({ target, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
  const element = target as HTMLElement;
  // A field of tags without a choice of tags says that its list is open.
  const list = document.getElementById(element.getAttribute('aria-controls') ?? '');
  const isOpen = element.getAttribute('aria-expanded') === 'true' && list?.checkVisibility() === true;
  return currentTarget.contains(element) && !isOpen;
}

function isField(element: HTMLElement): boolean {
  return element.matches('textarea, input:not([type=radio])');
}

interface ButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onAct: () => void;
  readonly disabled?: boolean;
}

function IconButton({ label, icon, onAct, disabled = false }: ButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} size={24} disabled={disabled} onClick={onAct}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

interface ToolsProps extends Pick<RowDetailProps, 'acts' | 'onClose'> {
  /** Null while it is read. */
  readonly row: Row | null;
}

function Tools({ acts, row, onClose }: ToolsProps) {
  const t = useT('dataset');
  const starred = row?.starred ?? false;
  return (
    <div className={styles.head}>
      <IconButton
        label={starred ? t('unstar') : t('star')}
        icon={starred ? <IconStarFilled size={15} /> : <IconStar size={15} />}
        disabled={row === null}
        onAct={acts.star}
      />
      <IconButton label={t('duplicateRow')} icon={<IconCopyPlus size={15} />} onAct={acts.duplicate} />
      <IconButton label={t('removeRow')} icon={<IconTrash size={15} />} onAct={acts.remove} />
      <span className={styles.parting} />
      <IconButton label={t('previousRow')} icon={<IconChevronUp size={15} />} onAct={() => acts.step(-1)} />
      <IconButton label={t('nextRow')} icon={<IconChevronDown size={15} />} onAct={() => acts.step(1)} />
      <IconButton label={t('closeRow')} icon={<IconX size={15} />} onAct={onClose} />
    </div>
  );
}

/** The row as a model of the project would read it. */
function Seen({ dataset: { roles, labels }, row }: { readonly dataset: Dataset; readonly row: Row }) {
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
