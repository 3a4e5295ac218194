import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type BulkEdit, type BulkEditPreview, type Dataset, dataset } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { type Column, ConfirmButton, DataTable, Failure, ProgressBar } from '../../ui/index.ts';
import { type EditDraft, EMPTY_DRAFT, editFrom, KINDS, needs } from './bulk-edit.ts';
import styles from './Dialog.module.css';

export interface BulkEditDialogProps {
  readonly dataset: Dataset;
  /** The rows it reaches: those of this query. */
  readonly query: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Changes all rows of a query at once: first what would change, then the change, which one undo takes back. */
export function BulkEditDialog({ dataset: shown, query, opened, onClose }: BulkEditDialogProps) {
  const t = useT('dataset');
  const [draft, setDraft] = useState<EditDraft>({ ...EMPTY_DRAFT, column: shown.roles.text });
  const preview = useWork(dataset.previewBulkEdit);
  const apply = useWork(dataset.bulkEdit);
  const edit = editFrom(draft);
  const view = { datasetId: shown.id, query };
  // Without a test split there is nothing to let go of.
  const testRows = shown.splitSizes.test > 0 ? (preview.answer?.testRows ?? 0) : 0;
  const start = (unlockTest: boolean): void => void (edit && apply.start({ ...view, edit, unlockTest }));
  const running = preview.running ? preview : apply.running ? apply : null;
  const change = (part: Partial<EditDraft>): void => {
    setDraft({ ...draft, ...part });
    preview.forget();
    apply.forget();
  };
  const close = (): void => {
    preview.forget();
    apply.forget();
    onClose();
  };

  return (
    <Modal opened={opened} onClose={close} title={t('editMany')} size={720}>
      <div className={styles.stack}>
        <Fields dataset={shown} draft={draft} onChange={change} />
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
        <div className={styles.actions}>
          <span className={`${styles.grow} ${styles.dim}`}>
            {query === '' ? t('editManyAll', { count: shown.rowCount }) : query}
          </span>
          {running ? (
            <Button variant="default" onClick={running.cancel}>
              {t('cancel')}
            </Button>
          ) : apply.answer ? (
            <Button onClick={close}>{t('close')}</Button>
          ) : preview.answer && preview.answer.rows > 0 ? (
            <ApplyButton rows={preview.answer.rows} testRows={testRows} onApply={start} />
          ) : (
            <Button disabled={edit === null} onClick={() => edit && preview.start({ ...view, edit })}>
              {t('editPreview')}
            </Button>
          )}
        </div>
      </div>
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
  if (testRows === 0) return <Button onClick={() => onApply(false)}>{t('editApply', { count: rows })}</Button>;
  return (
    <ConfirmButton
      variant="filled"
      danger={false}
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
  readonly draft: EditDraft;
  readonly onChange: (part: Partial<EditDraft>) => void;
}

function Fields({ dataset: { columns }, draft, onChange }: FieldsProps) {
  const t = useT('dataset');
  const text = (field: 'find' | 'replacement' | 'value' | 'tag', label: string) => (
    <TextInput
      label={label}
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
          onChange={column => column && onChange({ column })}
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
      {needs(draft, 'value') && text('value', t('editValue'))}
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

function Preview({ preview, edit }: { readonly preview: BulkEditPreview; readonly edit: BulkEdit }) {
  const t = useT('dataset');
  const format = useFormat();
  if (preview.rows === 0) return <p>{t('editNothing')}</p>;
  if (!('column' in edit)) return null;

  const columns: Column<BulkEditPreview['examples'][number]>[] = [
    { key: 'row', title: t('rowNumber'), align: 'end', cell: ({ row }) => format.number(row) },
    { key: 'before', title: t('editBefore'), cell: ({ before }) => String(before ?? '').slice(0, 300) },
    { key: 'after', title: t('editAfter'), cell: ({ after }) => String(after ?? '').slice(0, 300) },
  ];
  return (
    <div className={styles.table}>
      <DataTable label={t('editPreview')} columns={columns} rows={preview.examples} rowKey={({ row }) => String(row)} />
    </div>
  );
}
