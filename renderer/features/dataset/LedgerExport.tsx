import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { dataset, type ExportLedger } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { localDialogs, troubleOf, useAction, useBridge } from '../../rpc/index.ts';
import { Failure, PathText, saveAs } from '../../ui/index.ts';
import styles from './ImportPanel.module.css';

export interface LedgerExportProps {
  readonly datasetId: string;
  /** Whether it is known where accepted rows came from. */
  readonly placed: boolean;
}

/** Writes the whole ledger of an import to a file: its place is said where it lies on this machine, else it comes down. */
export function LedgerExport({ datasetId, placed }: LedgerExportProps) {
  const t = useT('dataset');
  const bridge = useBridge();
  const exporting = useAction(dataset.exportLedger);
  const [accepted, setAccepted] = useState(false);
  const [path, setPath] = useState<string | null>(null);
  const [broken, setBroken] = useState<ReturnType<typeof troubleOf> | null>(null);
  const trouble = exporting.trouble ?? broken;

  const save = async (format: ExportLedger['format']): Promise<void> => {
    setBroken(null);
    const written = await exporting.run({ datasetId, format, accepted });
    if (written?.bytesPath == null) return;
    if (localDialogs()) return setPath(written.path);
    try {
      const bytes = await bridge.bytes(`/bytes/${written.bytesPath.split('/').map(encodeURIComponent).join('/')}`);
      saveAs(new Blob([bytes as Uint8Array<ArrayBuffer>]), written.bytesPath.split('/').at(-1) ?? `ledger.${format}`);
    } catch (error) {
      setBroken(troubleOf(error, dataset.exportLedger.name));
    }
  };
  const button = (format: ExportLedger['format']) => (
    <Button size="compact-sm" variant="default" disabled={exporting.busy} onClick={() => void save(format)}>
      {t('exportLedger', { format: format.toUpperCase() })}
    </Button>
  );

  return (
    <>
      <span className={styles.line}>
        {placed && (
          <Checkbox
            size="xs"
            label={t('ledgerAccepted')}
            checked={accepted}
            onChange={event => setAccepted(event.currentTarget.checked)}
          />
        )}
        {button('csv')}
        {button('jsonl')}
      </span>
      {path !== null && <PathText path={path} />}
      {trouble && <Failure trouble={trouble} />}
    </>
  );
}
