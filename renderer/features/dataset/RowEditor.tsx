import { Button, Select } from '@mantine/core';
import { useMemo } from 'react';
import { type Cell, cellIn, type Dataset, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { grid as messages } from '../../app/messages/grid.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { ButtonKeys, CodeView, Failure } from '../../ui/index.ts';
import { chatProblems, dialectOf } from './chat-cell.ts';
import type { ColumnTypes } from './column-types.ts';
import type { Drafts } from './drafts.ts';
import { cellText, changedCells, type EditedRow, rowFromJson, typedLike } from './edited-cells.ts';
import { MessagesEditor } from './MessagesEditor.tsx';
import styles from './RowEditor.module.css';
import { useProblems } from './use-problems.ts';

export interface RowEditorProps {
  readonly dataset: Dataset;
  readonly types: ColumnTypes;
  readonly row: Row;
  /** The column that is written; null is the whole row as JSON. */
  readonly column: string | null;
  readonly onColumn: (column: string | null) => void;
  readonly drafts: Drafts;
  readonly autoFocus: boolean;
  readonly onDone: () => void;
}

const SAVE = '$mod+s';

/** One cell as text or as turns of a chat, or the whole row as JSON. What is written stays until it is saved or discarded. */
export function RowEditor(props: RowEditorProps) {
  const { dataset: shown, types, row, column, onColumn, drafts, autoFocus, onDone } = props;
  const t = useT('grid');
  const say = useT('dataset');
  const save = useAction(dataset.editRow);
  const before = column === null ? JSON.stringify(row.cells, null, 2) : cellText(cellIn(row.cells, column));
  const draft = drafts.find(row.row, column);
  const text = draft?.text ?? before;
  const keep = (text: string): void => drafts.keep({ row: row.row, column, text, from: draft?.from ?? before });
  const edited = useMemo(
    () => editedFrom(text, { dataset: shown, types, row, column }),
    [text, shown, types, row, column],
  );
  const { marks, sentences } = useProblems(text, edited.problems, shown.roles.text);
  const canSave = edited.cells !== null && text !== before;

  const discard = (): void => {
    drafts.drop(row.row, column);
    onDone();
  };
  const write = async (): Promise<void> => {
    if (edited.cells === null) return;
    const cells = changedCells(edited.cells, row.cells);
    const from = Object.fromEntries(Object.keys(cells).map(name => [name, cellIn(row.cells, name)]));
    if (Object.keys(cells).length > 0 && !(await save.run({ datasetId: shown.id, row: row.row, cells, from }))) return;
    discard();
  };
  useCommands([
    {
      id: 'dataset.saveRow',
      title: messages.commandSave,
      group: 'page',
      keys: [SAVE],
      when: () => canSave,
      run: () => void write(),
    },
  ]);

  const name = column ?? t('wholeRow');
  const code = (language: 'json' | 'plaintext') => (
    <CodeView
      key={`${row.row} ${name}`}
      label={name}
      language={language}
      text={text}
      height="40vh"
      marks={marks}
      autoFocus={autoFocus}
      onText={keep}
    />
  );
  return (
    <div className={styles.stack}>
      <ColumnChoice columns={shown.columns} column={column} onColumn={onColumn} />
      {draft && draft.from !== before && <p className={styles.hint}>{t('draftStale')}</p>}
      {column !== null && column === shown.roles.messages ? (
        <MessagesEditor
          key={name}
          text={text}
          before={before}
          code={() => code('json')}
          autoFocus={autoFocus}
          onText={keep}
        />
      ) : (
        code(column === null ? 'json' : 'plaintext')
      )}
      {sentences.length > 0 && (
        <ul className={styles.problems} aria-live="polite">
          {sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {edited.emptied.length > 0 && (
        <p className={styles.hint} role="status">
          {t('jsonEmptied', { columns: edited.emptied.slice(0, 12).join(', ') })}
        </p>
      )}
      {save.trouble && <Failure trouble={save.trouble} />}
      <div className={styles.actions}>
        <Button
          loading={save.busy}
          disabled={!canSave}
          onClick={() => void write()}
          rightSection={<ButtonKeys keys={SAVE} />}
        >
          {say('save')}
        </Button>
        <Button variant="default" onClick={discard}>
          {say(draft ? 'discard' : 'close')}
        </Button>
      </div>
    </div>
  );
}

function editedFrom(
  text: string,
  { dataset: { columns, roles }, types, row, column }: Pick<RowEditorProps, 'dataset' | 'types' | 'row' | 'column'>,
): EditedRow {
  if (column === null) return rowFromJson(text, row.cells, columns, types);
  const before = cellIn(row.cells, column);
  const problems = column === roles.messages ? chatProblems(text, dialectOf(cellText(before))) : [];
  const cells: Record<string, Cell> = { [column]: typedLike(before, text, types.get(column)) };
  return { cells: problems.length > 0 ? null : cells, problems, emptied: [] };
}

const WHOLE = '#';

/** Columns stand with a mark before their name, so that none is taken for the whole row. */
function ColumnChoice(props: {
  readonly columns: readonly string[];
  readonly column: string | null;
  readonly onColumn: (column: string | null) => void;
}) {
  const { columns, column, onColumn } = props;
  const t = useT('grid');
  const say = useT('dataset');
  const choices = useMemo(
    () => [{ value: WHOLE, label: t('wholeRow') }, ...columns.map(name => ({ value: `.${name}`, label: name }))],
    [columns, t],
  );
  return (
    <Select
      aria-label={say('editColumn')}
      data={choices}
      searchable
      limit={200}
      value={column === null ? WHOLE : `.${column}`}
      allowDeselect={false}
      onChange={next => next !== null && onColumn(next === WHOLE ? null : next.slice(1))}
    />
  );
}
