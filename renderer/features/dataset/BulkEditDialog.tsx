import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type BulkEdit,
  type BulkEditPreview,
  type Cell,
  type Dataset,
  dataset,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import {
  Changed,
  type Column,
  ConfirmButton,
  changeWindow,
  DataTable,
  DialogFoot,
  Failure,
  ProgressBar,
} from '../../ui/index.ts';
import {
  type EditDraft,
  EMPTY_DRAFT,
  editFrom,
  isValue,
  KINDS,
  needs,
  VALUE_KINDS,
  type ValueKind,
} from './bulk-edit.ts';
import type { ColumnTypes } from './column-types.ts';
import styles from './Dialog.module.css';

export interface BulkEditDialogProps {
  readonly dataset: Dataset;
  readonly types: ColumnTypes;
  /** The rows it reaches: those of this query. */
  readonly query: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Changes all rows of a query at once: first what would change, then the change, which one undo takes back. */
export function BulkEditDialog({ dataset: shown, types, query, opened, onClose }: BulkEditDialogProps) {
  const t = useT('dataset');
  const [draft, setDraft] = useState<EditDraft>({ ...EMPTY_DRAFT, column: shown.roles.text });
  const preview = useWork(dataset.previewBulkEdit, { readsOnly: true });
  const apply = useWork(dataset.bulkEdit);
  const edit = editFrom(draft);
  const view = { datasetId: shown.id, query };
  // Without a test split there is nothing to let go of.
  const testRows = shown.splitSizes.test > 0 ? (preview.answer?.testRows ?? 0) : 0;
  const start = (unlockTest: boolean): void => void (edit && apply.start({ ...view, edit, unlockTest }));
  const running = preview.running ? preview : apply.running ? apply : null;
  const look = (): void => {
    if (edit && !running && !preview.answer) preview.start({ ...view, edit });
  };
  const change = (part: Partial<EditDraft>): void => {
    setDraft({ ...draft, ...part });
    preview.cancel();
    apply.forget();
  };
  const close = (): void => {
    // Only Cancel stops it.
    if (apply.running) return;
    preview.cancel();
    apply.forget();
    onClose();
  };

  return (
    <Modal opened={opened} onClose={close} title={t('editMany')} size={720} withCloseButton={!apply.running}>
      <form
        className={styles.stack}
        onSubmit={event => {
          event.preventDefault();
          look();
        }}
      >
        <div className={styles.stack} inert={apply.running}>
          <Fields dataset={shown} types={types} draft={draft} onChange={change} />
        </div>
        {preview.trouble && <Failure trouble={preview.trouble} />}
        {apply.trouble && <Failure trouble={apply.trouble} />}
        {running && (
          <ProgressBar
            label={t('editMany')}
            done={running.progress?.done ?? 0}
            total={running.progress?.total ?? 0}
            etaSeconds={running.etaSeconds}
          />
        )}
        {preview.answer && edit && !apply.answer && <Preview preview={preview.answer} edit={edit} />}
        {apply.answer && <p role="status">{t('editDone', { count: apply.answer.rows })}</p>}
        <DialogFoot says={query === '' ? t('editManyAll', { count: shown.rowCount }) : t('editManyFound', { query })}>
          {running ? (
            // Each of these comes in the place of the one that had the focus.
            <Button
              variant="default"
              autoFocus
              onClick={event => {
                // It becomes the button that submits before the click has ended, which would begin anew.
                event.preventDefault();
                running.cancel();
              }}
            >
              {t('cancel')}
            </Button>
          ) : apply.answer ? (
            <Button autoFocus onClick={close}>
              {t('close')}
            </Button>
          ) : preview.answer && preview.answer.rows > 0 ? (
            <ApplyButton rows={preview.answer.rows} testRows={testRows} onApply={start} />
          ) : (
            <Button type="submit" disabled={edit === null}>
              {t('editPreview')}
            </Button>
          )}
        </DialogFoot>
      </form>
    </Modal>
  );
}

interface ApplyButtonProps {
  readonly rows: number;
  /** Rows that enter or leave a test split that is there. */
  readonly testRows: number;
  readonly onApply: (unlockTest: boolean) => void;
}

function ApplyButton({ rows, testRows, onApply }: ApplyButtonProps) {
  const t = useT('dataset');
  if (testRows === 0) {
    return (
      <Button autoFocus onClick={() => onApply(false)}>
        {t('editApply', { count: rows })}
      </Button>
    );
  }
  return (
    <ConfirmButton
      variant="filled"
      danger={false}
      autoFocus
      says={t('editUnlocks', { count: testRows })}
      confirm={t('editUnlockNow')}
      onConfirm={() => onApply(true)}
    >
      {t('editApply', { count: rows })}
    </ConfirmButton>
  );
}

interface FieldsProps {
  readonly dataset: Dataset;
  readonly types: ColumnTypes;
  readonly draft: EditDraft;
  readonly onChange: (part: Partial<EditDraft>) => void;
}

function Fields({ dataset: { columns }, types, draft, onChange }: FieldsProps) {
  const t = useT('dataset');
  const text = (field: 'find' | 'replacement' | 'tag', label: string) => (
    <TextInput
      label={label}
      dir="auto"
      value={draft[field]}
      onChange={event => onChange({ [field]: event.currentTarget.value })}
    />
  );

  return (
    <>
      <Select
        label={t('editKind')}
        data={KINDS.map(({ kind, title }) => ({ value: kind, label: t(title) }))}
        value={draft.kind}
        allowDeselect={false}
        onChange={kind => kind && onChange({ kind: kind as EditDraft['kind'] })}
      />
      {needs(draft, 'column') && (
        <Select
          label={t('editColumn')}
          searchable
          data={[...columns]}
          value={draft.column}
          allowDeselect={false}
          onChange={column => column && onChange({ column, valueKind: usualKind(types, column) })}
        />
      )}
      {needs(draft, 'find') && (
        <>
          {text('find', t('editFind'))}
          {text('replacement', t('editWith'))}
          <Checkbox
            label={t('editRegex')}
            checked={draft.regex}
            onChange={event => onChange({ regex: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('editIgnoreCase')}
            checked={draft.ignoreCase}
            onChange={event => onChange({ ignoreCase: event.currentTarget.checked })}
          />
        </>
      )}
      {needs(draft, 'value') && <ValueFields draft={draft} onChange={onChange} />}
      {needs(draft, 'tag') && text('tag', t('editTagName'))}
      {needs(draft, 'split') && (
        <Select
          label={t('split')}
          data={[
            { value: '', label: t('noSplit') },
            ...(['train', 'validation', 'test'] as const).map(split => ({ value: split, label: t(split) })),
          ]}
          value={draft.split ?? ''}
          allowDeselect={false}
          onChange={split => onChange({ split: (split || null) as EditDraft['split'] })}
        />
      )}
    </>
  );
}

/** A number where the column holds numbers; else a text. */
function usualKind(types: ColumnTypes, column: string): ValueKind {
  const holds = types.get(column)?.holds;
  if (holds?.size !== 1) return 'text';
  return holds.has('number') ? 'number' : holds.has('boolean') ? 'true' : 'text';
}

function ValueFields({ draft, onChange }: Pick<FieldsProps, 'draft' | 'onChange'>) {
  const t = useT('grid');
  const say = useT('dataset');
  const { value, valueKind } = draft;
  const isWritten = valueKind === 'text' || valueKind === 'number';
  return (
    <>
      <Select
        label={t('valueKind')}
        data={VALUE_KINDS.map(({ kind, title }) => ({ value: kind, label: t(title) }))}
        value={valueKind}
        allowDeselect={false}
        onChange={kind => kind && onChange({ valueKind: kind as ValueKind })}
      />
      {isWritten && (
        <TextInput
          label={say('editValue')}
          dir="auto"
          value={value}
          description={valueKind === 'text' ? t('valueEmptyText') : undefined}
          error={value !== '' && !isValue(draft) && t('valueNotNumber')}
          onChange={event => onChange({ value: event.currentTarget.value })}
        />
      )}
    </>
  );
}

/** So much of a cell is shown around what changes in it. */
const SHOWN = 300;

function Preview({ preview, edit }: { readonly preview: BulkEditPreview; readonly edit: BulkEdit }) {
  const t = useT('dataset');
  const format = useFormat();
  if (preview.rows === 0) return <p>{t('editNothing')}</p>;
  if (!('column' in edit)) return null;

  const examples = preview.examples.map(({ row, before, after }) => ({
    row,
    before,
    after,
    shown: changeWindow(String(before ?? ''), String(after ?? ''), SHOWN),
  }));
  const columns: Column<(typeof examples)[number]>[] = [
    { key: 'row', title: t('rowNumber'), align: 'end', cell: ({ row }) => format.number(row) },
    {
      key: 'before',
      title: t('editBefore'),
      cell: ({ before, shown }) => <Side cell={before} pieces={shown.before} mark="removed" />,
    },
    {
      key: 'after',
      title: t('editAfter'),
      cell: ({ after, shown }) => <Side cell={after} pieces={shown.after} mark="added" />,
    },
  ];
  return (
    <div className={styles.table}>
      <DataTable label={t('editPreview')} columns={columns} rows={examples} rowKey={({ row }) => row} />
    </div>
  );
}

/** No value and an empty text are told apart in words. */
function Side({ cell, ...text }: { readonly cell: Cell } & Parameters<typeof Changed>[0]) {
  const t = useT('dataset');
  const say = useT('grid');
  if (cell === null) return <span className={styles.dim}>{t('emptyCell')}</span>;
  if (cell === '') return <span className={styles.dim}>{say('editEmptyText')}</span>;
  return <Changed {...text} />;
}
