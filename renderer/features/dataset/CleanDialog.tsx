import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { type CleanReport, type DatasetId, dataset } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { type Column, DataTable, Failure } from '../../ui/index.ts';
import styles from './Dialog.module.css';

type Step = CleanReport['steps'][number];

const STEPS = ['normalise', 'drop-empty', 'drop-duplicates', 'drop-conflicts'] as const;
const TITLES = {
  normalise: 'stepNormalise',
  'drop-empty': 'stepEmpty',
  'drop-duplicates': 'stepDuplicates',
  'drop-conflicts': 'stepConflicts',
} as const;
const SAYS = {
  normalise: 'stepNormaliseSays',
  'drop-empty': 'stepEmptySays',
  'drop-duplicates': 'stepDuplicatesSays',
  'drop-conflicts': 'stepConflictsSays',
} as const;

export interface DialogProps {
  readonly datasetId: DatasetId;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Cleans a dataset: says first what will be done, then what it did. */
export function CleanDialog({ datasetId, opened, onClose }: DialogProps) {
  const t = useT('dataset');
  const clean = useAction(dataset.clean);
  const undo = useAction(dataset.undo);
  const [report, setReport] = useState<CleanReport | null>(null);

  const close = (): void => {
    setReport(null);
    clean.forget();
    onClose();
  };
  const takeBack = async (): Promise<void> => {
    if (await undo.run({ datasetId })) close();
  };

  return (
    <Modal opened={opened} onClose={close} title={t('cleanTitle')} size={560}>
      <div className={styles.stack}>
        {clean.trouble && <Failure trouble={clean.trouble} />}
        {undo.trouble && <Failure trouble={undo.trouble} />}
        {report ? <Report report={report} /> : <Plan />}
        <div className={styles.actions}>
          <span className={`${styles.grow} ${styles.dim}`}>{t('cleanUndoable')}</span>
          {report ? (
            <>
              {report.changeId !== null && (
                <Button variant="default" loading={undo.busy} onClick={() => void takeBack()}>
                  {t('undo')}
                </Button>
              )}
              <Button onClick={close}>{t('close')}</Button>
            </>
          ) : (
            <Button loading={clean.busy} data-autofocus onClick={() => void clean.run({ datasetId }).then(setReport)}>
              {t('cleanNow')}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

function Plan() {
  const t = useT('dataset');
  return (
    <ul className={styles.steps}>
      {STEPS.map(step => (
        <li key={step}>
          <strong className={styles.step}>{t(TITLES[step])}</strong>
          <span className={styles.dim}>{t(SAYS[step])}</span>
        </li>
      ))}
    </ul>
  );
}

function Report({ report }: { readonly report: CleanReport }) {
  const t = useT('dataset');
  const format = useFormat();

  const columns: Column<Step>[] = [
    { key: 'step', title: t('step'), cell: ({ step }) => t(TITLES[step]) },
    { key: 'removed', title: t('removed'), align: 'end', cell: ({ removed }) => format.number(removed) },
    { key: 'changed', title: t('changed'), align: 'end', cell: ({ changed }) => format.number(changed) },
  ];
  return (
    <>
      <p>
        {report.changeId === null
          ? t('cleanNothing')
          : t('cleanDone', { before: report.rowsBefore, after: report.rowsAfter })}
      </p>
      <div className={styles.table}>
        <DataTable label={t('cleanTitle')} columns={columns} rows={report.steps} rowKey={({ step }) => step} />
      </div>
    </>
  );
}
