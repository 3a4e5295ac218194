import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { type LicenceUse, licences, type Source } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { DialogFoot, Failure, Field } from '../../ui/index.ts';
import { AllowedChips } from './AllowedChips.tsx';
import styles from './Sources.module.css';

export interface LicenceDialogProps {
  readonly use: LicenceUse;
  readonly sources: readonly Source[];
  readonly onClose: () => void;
  readonly onRecorded: () => void;
}

/** Shows which sources do not say that they may be used so, and takes a person's word for it. */
export function LicenceDialog({ use, sources, onClose, onRecorded }: LicenceDialogProps) {
  const t = useT('licences');
  const confirm = useAction(licences.confirm);
  const [words, setWords] = useState('');
  const datasetId = sources[0]?.datasetIds[0];

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answers = await confirm.run({ sources: sources.map(({ sha256 }) => sha256), use, words });
    if (answers !== null) onRecorded();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('questionTitle')}
      size={600}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form className={styles.form} onSubmit={event => void send(event)}>
        {confirm.trouble && <Failure trouble={confirm.trouble} />}
        <p>{t('questionSays', { count: sources.length, use: t(use) })}</p>
        <ul className={styles.asked}>
          {sources.map(({ sha256, name, licence, origin, allowed }) => (
            <li key={sha256}>
              <div>
                <div className={styles.name}>{name}</div>
                <div className={styles.dim}>
                  <code>{licence}</code>
                  <span className={styles.origin}>{origin || t('noOrigin')}</span>
                </div>
              </div>
              <AllowedChips allowed={allowed} only={use} />
            </li>
          ))}
        </ul>
        <Field label={t('reason')} hint={t('reasonHint')}>
          {ids => (
            <Textarea
              {...ids}
              data-autofocus
              autosize
              minRows={2}
              maxRows={6}
              maxLength={2000}
              value={words}
              onChange={event => setWords(event.currentTarget.value)}
            />
          )}
        </Field>
        <p className={styles.dim}>{t('notAdvice')}</p>
        <DialogFoot>
          {datasetId && (
            <Button variant="default" component={Link} href={`/data/${datasetId}/sources`}>
              {t('toSources')}
            </Button>
          )}
          <Button type="submit" loading={confirm.busy} disabled={words.trim() === ''}>
            {t('recordAndStart')}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}
