import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { type Dataset, type DatasetVersion, versioning } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { DialogFoot, Facts, Failure, Field } from '../../ui/index.ts';
import { SplitBar } from '../dataset/index.ts';
import { LeakCard, useLeakCheck } from '../splits/index.ts';
import { NameForm } from './NameForm.tsx';
import { isTrainable } from './trainable.ts';
import styles from './Versions.module.css';
import { WorkBar } from './WorkBar.tsx';

export interface FreezeDialogProps {
  readonly dataset: Dataset;
  /** How many versions of the dataset there are: the next one is named by it. */
  readonly known: number;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a version that never changes. Rows that leak stop it, unless the person gives a reason in words. */
export function FreezeDialog({ dataset, known, opened, onClose }: FreezeDialogProps) {
  const t = useT('versions');
  const freeze = useWork(versioning.freeze);
  const close = (): void => {
    freeze.cancel();
    freeze.forget();
    onClose();
  };

  return (
    <Modal opened={opened} onClose={close} title={t('freezeTitle')} size={560}>
      <div className={styles.stack}>
        {freeze.trouble && <Failure trouble={freeze.trouble} />}
        {freeze.answer ? (
          <Frozen version={freeze.answer} onClose={close} />
        ) : freeze.running ? (
          <WorkBar work={freeze} label={t('freezing')} />
        ) : (
          <FreezeForm dataset={dataset} known={known} onFreeze={freeze.start} />
        )}
      </div>
    </Modal>
  );
}

interface FreezeFormProps {
  readonly dataset: Dataset;
  readonly known: number;
  readonly onFreeze: ReturnType<typeof useWork<typeof versioning.freeze.input, DatasetVersion>>['start'];
}

function FreezeForm({ dataset, known, onFreeze }: FreezeFormProps) {
  const t = useT('versions');
  const { check, isSplit, work } = useLeakCheck(dataset);
  const [reason, setReason] = useState('');

  const report = check && !check.stale ? check.report : null;
  const leaky = report !== null && report.leakedRows > 0;
  const accepted = reason.trim().length >= 3;

  const { train, test } = dataset.splitSizes;
  return (
    <>
      <p className={styles.dim}>{t('freezeSays')}</p>
      {(train === 0 || test === 0) && (
        <p role="note">
          {t('notSplit')} <Link href={`/data/${dataset.id}/splits`}>{t('toSplits')}</Link>
        </p>
      )}
      <NameForm
        name={t('versionName', { name: dataset.name.slice(0, 90), number: known + 1 })}
        submit={leaky ? t('freezeAnyway') : t('freezeNow')}
        incomplete={work.running || (leaky && !accepted)}
        onSubmit={name =>
          onFreeze({ datasetId: dataset.id, name, ...(leaky && { acceptLeaks: { reason: reason.trim() } }) })
        }
      >
        <SplitBar sizes={dataset.splitSizes} rowCount={dataset.rowCount} legend />
        {!isSplit ? null : report ? (
          <LeakCard leaks={report} datasetId={dataset.id} />
        ) : work.running ? (
          <WorkBar work={work} label={t('leaks')} />
        ) : (
          <p className={styles.dim}>{t('leaksUnknown')}</p>
        )}
        {leaky && (
          <Field label={t('reason')} hint={t('reasonSays')}>
            {ids => (
              <Textarea
                {...ids}
                value={reason}
                autosize
                minRows={2}
                maxLength={500}
                onChange={event => setReason(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
      </NameForm>
    </>
  );
}

function Frozen({ version, onClose }: { readonly version: DatasetVersion; readonly onClose: () => void }) {
  const t = useT('versions');
  return (
    <>
      <p role="status">{t('frozen', { name: version.name })}</p>
      <Facts
        facts={[
          [t('rows'), t('rowCount', { count: version.rowCount })],
          [
            t('file'),
            <span key="path" className={styles.hash}>
              {version.path}
            </span>,
          ],
        ]}
      />
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
        {isTrainable(version) && (
          <Button component={Link} href={`/runs?start=1&version=${version.hash}`}>
            {t('train')}
          </Button>
        )}
      </DialogFoot>
    </>
  );
}
