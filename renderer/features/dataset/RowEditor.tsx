import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { type Dataset, dataset, type Row } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { CodeView, Failure } from '../../ui/index.ts';
import { cellsFrom } from './edited-cells.ts';
import styles from './RowDetail.module.css';

export interface RowEditorProps {
  readonly dataset: Dataset;
  readonly row: Row;
  readonly onDone: () => void;
}

const WHOLE = '{}';

/** One cell as text, or the whole row as JSON, in an editor made for long texts. */
export function RowEditor({ dataset: shown, row, onDone }: RowEditorProps) {
  const t = useT('dataset');
  const save = useAction(dataset.editRow);
  const [field, setField] = useState(shown.roles.text);
  const whole = field === WHOLE;
  const before = whole ? JSON.stringify(row.cells, null, 2) : String(row.cells[field] ?? '');
  const [written, setWritten] = useState({ field, text: before });
  const text = written.field === field ? written.text : before;
  const { cells, reason } = cellsFrom(text, whole ? null : field, row.cells, shown.columns);

  return (
    <div className={styles.stack}>
      <Select
        aria-label={t('editColumn')}
        data={[...shown.columns.map(name => ({ value: name, label: name })), { value: WHOLE, label: 'JSON' }]}
        value={field}
        allowDeselect={false}
        onChange={next => next && setField(next)}
      />
      <CodeView
        key={field}
        label={whole ? 'JSON' : field}
        language={whole ? 'json' : 'plaintext'}
        text={text}
        height="40vh"
        onText={text => setWritten({ field, text })}
      />
      {reason && <p className={styles.reason}>{t('jsonInvalid', { reason })}</p>}
      {save.trouble && <Failure trouble={save.trouble} />}
      <div className={styles.head}>
        <Button
          loading={save.busy}
          disabled={cells === null || text === before}
          onClick={() =>
            cells && void save.run({ datasetId: shown.id, row: row.row, cells }).then(done => done && onDone())
          }
        >
          {t('save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('discard')}
        </Button>
      </div>
    </div>
  );
}
