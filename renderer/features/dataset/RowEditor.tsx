import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { type Dataset, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { CodeView, Failure } from '../../ui/index.ts';
import type { Drafts } from './drafts.ts';
import { cellsFrom } from './edited-cells.ts';
import styles from './RowDetail.module.css';

export interface RowEditorProps {
  readonly dataset: Dataset;
  readonly row: Row;
  /** The column that is edited, or `WHOLE`. */
  readonly field: string;
  readonly onField: (field: string) => void;
  readonly drafts: Drafts;
  readonly onDone: () => void;
}

/** Stands for all columns: the row as JSON. */
export const WHOLE = '{}';

/** One cell as text, or the whole row as JSON, in an editor made for long texts. */
export function RowEditor({ dataset: shown, row, field, onField, drafts, onDone }: RowEditorProps) {
  const t = useT('dataset');
  const save = useAction(dataset.editRow);
  const whole = field === WHOLE;
  const before = whole ? JSON.stringify(row.cells, null, 2) : String(row.cells[field] ?? '');
  const [written, setWritten] = useState({ field, text: drafts.of(row.row, field) ?? before });
  const text = written.field === field ? written.text : (drafts.of(row.row, field) ?? before);
  const { cells, reason } = cellsFrom(text, whole ? null : field, row.cells, shown.columns);

  const leave = (): void => {
    drafts.drop(row.row, field);
    onDone();
  };

  return (
    <div className={styles.stack}>
      <Select
        aria-label={t('editColumn')}
        data={[...shown.columns.map(name => ({ value: name, label: name })), { value: WHOLE, label: 'JSON' }]}
        value={field}
        allowDeselect={false}
        onChange={next => next && onField(next)}
      />
      <CodeView
        key={field}
        label={whole ? 'JSON' : field}
        language={whole ? 'json' : 'plaintext'}
        text={text}
        height="40vh"
        onText={text => {
          setWritten({ field, text });
          if (text === before) drafts.drop(row.row, field);
          else drafts.keep(row.row, field, text);
        }}
      />
      {reason && <p className={styles.reason}>{t('jsonInvalid', { reason })}</p>}
      {save.trouble && <Failure trouble={save.trouble} />}
      <div className={styles.head}>
        <Button
          loading={save.busy}
          disabled={cells === null || text === before}
          onClick={() =>
            cells && void save.run({ datasetId: shown.id, row: row.row, cells }).then(done => done && leave())
          }
        >
          {t('save')}
        </Button>
        <Button variant="default" onClick={leave}>
          {t('discard')}
        </Button>
      </div>
    </div>
  );
}
