import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { type DatasetVersion, versioning } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useWork } from '../../rpc/index.ts';
import { ConfirmButton, DialogFoot, Failure } from '../../ui/index.ts';
import styles from './Versions.module.css';
import { WorkBar } from './WorkBar.tsx';

/** Brings the rows of a dataset back to a version, as one change that can be undone. */
export function RestoreDialog({
  version,
  onClose,
}: {
  readonly version: DatasetVersion;
  readonly onClose: () => void;
}) {
  const t = useT('versions');
  const format = useFormat();
  const restore = useWork(versioning.restore);
  const [others, setOthers] = useState<'unsplit' | 'remove'>('unsplit');
  const { answer, trouble } = restore;
  const isLocked = trouble?.kind === 'error' && trouble.error.code === 'splits.test_locked';
  const start = (unlockTest: boolean): void => restore.start({ hash: version.hash, others, unlockTest });

  return (
    <Modal opened onClose={onClose} title={t('restoreTitle', { name: version.name })} size={520}>
      <div className={styles.stack}>
        {trouble && <Failure trouble={trouble} />}
        {answer ? (
          <>
            <p role="status">
              {t('restored', {
                changed: format.number(answer.changed),
                back: format.number(answer.broughtBack),
                others: format.number(answer.others),
              })}
            </p>
            <DialogFoot>
              <Button variant="default" onClick={onClose}>
                {t('close')}
              </Button>
              <Button component={Link} href={`/data/${version.datasetId}`}>
                {t('toRows')}
              </Button>
            </DialogFoot>
          </>
        ) : restore.running ? (
          <WorkBar work={restore} label={t('restoring')} />
        ) : (
          <>
            <p className={styles.dim}>{t('restoreSays')}</p>
            <Radio.Group
              label={t('othersLabel')}
              value={others}
              onChange={value => setOthers(value === 'remove' ? 'remove' : 'unsplit')}
            >
              <div className={styles.choices}>
                <Radio value="unsplit" label={t('othersUnsplit')} />
                <Radio value="remove" label={t('othersRemove')} />
              </div>
            </Radio.Group>
            <DialogFoot>
              {isLocked ? (
                <ConfirmButton says={t('restoreUnlocks')} confirm={t('restoreUnlockNow')} onConfirm={() => start(true)}>
                  {t('restoreUnlock')}
                </ConfirmButton>
              ) : (
                <Button onClick={() => start(false)}>{t('restoreNow')}</Button>
              )}
            </DialogFoot>
          </>
        )}
      </div>
    </Modal>
  );
}
