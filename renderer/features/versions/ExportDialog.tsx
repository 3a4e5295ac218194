import { Button, Checkbox, Modal, SegmentedControl, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  type ExportedRows,
  type ExportSource,
  RowFormatId,
  type Split,
  versioning,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { type Trouble, troubleOf, useBridge, useWork } from '../../rpc/index.ts';
import { DialogFoot, Facts, Failure, Field, saveAs } from '../../ui/index.ts';
import { useLicenceQuestion } from '../licences/index.ts';
import { FORMAT_NAMES, FORMAT_SAYS, isChat } from './export-formats.ts';
import styles from './Versions.module.css';
import { WorkBar } from './WorkBar.tsx';

export interface ExportDialogProps {
  readonly source: ExportSource;
  readonly name: string;
  readonly onClose: () => void;
}

/** Writes rows to a file of the project in a chosen format, and hands it over. */
export function ExportDialog({ source, name, onClose }: ExportDialogProps) {
  const t = useT('versions');
  const exporting = useWork(versioning.exportRows);
  const question = useLicenceQuestion();
  const wanted =
    source.kind === 'version'
      ? ({ versionHash: source.hash, use: 'shareData' } as const)
      : ({ datasetId: source.datasetId, use: 'shareData' } as const);

  return (
    <>
      <Modal opened onClose={onClose} title={t('exportTitle', { name })} size={560}>
        <div className={styles.stack}>
          {exporting.trouble && <Failure trouble={exporting.trouble} />}
          {question.trouble && <Failure trouble={question.trouble} />}
          {exporting.answer ? (
            <Exported file={exporting.answer} onClose={onClose} />
          ) : exporting.running ? (
            <WorkBar work={exporting} label={t('exporting')} />
          ) : (
            <ExportForm
              busy={question.busy}
              onExport={request => void question.before(wanted, () => exporting.start({ source, ...request }))}
            />
          )}
        </div>
      </Modal>
      {question.dialog}
    </>
  );
}

interface Wanted {
  readonly format: RowFormatId;
  readonly split?: Split;
  readonly instruction?: string;
  readonly raw: boolean;
}

function ExportForm({ busy, onExport }: { readonly busy: boolean; readonly onExport: (wanted: Wanted) => void }) {
  const t = useT('versions');
  const [format, setFormat] = useState<RowFormatId>('jsonl');
  const [split, setSplit] = useState('all');
  const [instruction, setInstruction] = useState('');
  const [raw, setRaw] = useState(false);

  return (
    <>
      <Field label={t('format')} hint={t(FORMAT_SAYS[format])}>
        {ids => (
          <Select
            {...ids}
            data-autofocus
            allowDeselect={false}
            value={format}
            data={RowFormatId.options.map(value => ({ value, label: FORMAT_NAMES[value] }))}
            onChange={value => setFormat(RowFormatId.catch('jsonl').parse(value))}
          />
        )}
      </Field>
      <Field label={t('split')}>
        {ids => (
          <SegmentedControl
            {...ids}
            value={split}
            onChange={setSplit}
            data={[
              { value: 'all', label: t('allSplits') },
              { value: 'train', label: t('splitTrain') },
              { value: 'validation', label: t('splitValidation') },
              { value: 'test', label: t('splitTest') },
            ]}
          />
        )}
      </Field>
      {isChat(format) && (
        <Field label={t('instruction')} hint={t('instructionSays', { text: '{text}' })}>
          {ids => (
            <Textarea
              {...ids}
              autosize
              minRows={2}
              maxRows={8}
              value={instruction}
              onChange={event => setInstruction(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      {format === 'csv' && (
        <Checkbox
          checked={raw}
          onChange={event => setRaw(event.currentTarget.checked)}
          label={t('raw')}
          description={t('rawSays')}
        />
      )}
      <DialogFoot>
        <Button
          loading={busy}
          onClick={() =>
            onExport({
              format,
              raw,
              ...(split !== 'all' && { split: split as Split }),
              ...(instruction !== '' && { instruction }),
            })
          }
        >
          {t('exportNow')}
        </Button>
      </DialogFoot>
    </>
  );
}

function Exported({ file, onClose }: { readonly file: ExportedRows; readonly onClose: () => void }) {
  const t = useT('versions');
  const format = useFormat();
  const bridge = useBridge();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);

  const download = async (bytesPath: string): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    try {
      const bytes = await bridge.bytes(`/bytes/${bytesPath.split('/').map(encodeURIComponent).join('/')}`);
      saveAs(new Blob([bytes as Uint8Array<ArrayBuffer>]), bytesPath.split('/').at(-1) ?? 'rows');
    } catch (error) {
      setTrouble(troubleOf(error as never, file.path));
    }
    setBusy(false);
  };

  return (
    <>
      {trouble && <Failure trouble={trouble} />}
      <p role="status">{t('exported', { rows: format.number(file.rows) })}</p>
      {file.skipped > 0 && <p className={styles.dim}>{t('skipped', { count: file.skipped })}</p>}
      {file.guardedCells > 0 && <p className={styles.dim}>{t('guarded', { count: file.guardedCells })}</p>}
      <Facts
        facts={[
          [
            t('file'),
            <span key="file" className={styles.hash}>
              {file.path}
            </span>,
          ],
          [t('size'), format.bytes(file.sizeBytes)],
          [
            t('hash'),
            <span key="hash" className={styles.hash}>
              {file.sha256}
            </span>,
          ],
        ]}
      />
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
        {file.bytesPath !== null && (
          <Button loading={busy} onClick={() => void download(file.bytesPath ?? '')}>
            {t('download')}
          </Button>
        )}
      </DialogFoot>
    </>
  );
}
