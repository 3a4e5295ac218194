import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { type Dataset, type DatasetVersion, dataset } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { Facts, Failure, Field, Waiting } from '../../ui/index.ts';
import styles from './Dialog.module.css';
import { LeakCard } from './LeakCard.tsx';
import { SplitBar } from './SplitBar.tsx';

export interface FreezeDialogProps {
  readonly dataset: Dataset;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a version that never changes. Rows that leak stop it, unless the person writes that they are accepted. */
export function FreezeDialog({ dataset: shown, opened, onClose }: FreezeDialogProps) {
  const t = useT('dataset');
  const freeze = useAction(dataset.freeze);
  const [version, setVersion] = useState<DatasetVersion | null>(null);

  const close = (): void => {
    setVersion(null);
    freeze.forget();
    onClose();
  };

  return (
    <Modal opened={opened} onClose={close} title={t('freezeTitle')} size={560}>
      <div className={styles.stack}>
        {freeze.trouble && <Failure trouble={freeze.trouble} />}
        {version ? (
          <Frozen version={version} onClose={close} />
        ) : (
          <FreezeForm
            dataset={shown}
            busy={freeze.busy}
            onFreeze={request => void freeze.run({ datasetId: shown.id, ...request }).then(setVersion)}
          />
        )}
      </div>
    </Modal>
  );
}

interface FreezeFormProps {
  readonly dataset: Dataset;
  readonly busy: boolean;
  readonly onFreeze: (request: { name: string; acceptLeaks: boolean }) => void;
}

function FreezeForm({ dataset: shown, busy, onFreeze }: FreezeFormProps) {
  const t = useT('dataset');
  const leaks = useAnswer(dataset.leaks, { datasetId: shown.id });
  const versions = useAnswer(dataset.versions, NOTHING);
  const [typed, setTyped] = useState<string | null>(null);
  const [phrase, setPhrase] = useState('');

  if (leaks.state === 'waiting' || versions.state === 'waiting') return <Waiting shape="panel" />;
  if (leaks.state === 'failed') return <Failure trouble={leaks.trouble} retry={leaks.refresh} />;

  const known =
    versions.state === 'ready' ? versions.value.filter(({ datasetId }) => datasetId === shown.id).length : 0;
  const name = typed ?? t('versionName', { name: shown.name, number: known + 1 });
  const leaky = leaks.value.leakedRows > 0;
  const accepted = leaky && phrase.trim() === t('acceptPhrase');

  const send = (event: FormEvent): void => {
    event.preventDefault();
    onFreeze({ name, acceptLeaks: accepted });
  };

  return (
    <form onSubmit={send} className={styles.stack}>
      <p className={styles.dim}>{t('freezeSays')}</p>
      <Field label={t('name')}>
        {ids => (
          <TextInput
            {...ids}
            data-autofocus
            value={name}
            maxLength={120}
            onChange={event => setTyped(event.currentTarget.value)}
          />
        )}
      </Field>
      <SplitBar sizes={shown.splitSizes} rowCount={shown.rowCount} legend />
      <LeakCard leaks={leaks.value} />
      {leaky && (
        <Field
          label={
            <>
              {t('acceptLabel')} <code className={styles.phrase}>{t('acceptPhrase')}</code>
            </>
          }
          hint={t('acceptSays')}
        >
          {ids => (
            <TextInput
              {...ids}
              value={phrase}
              autoComplete="off"
              onChange={event => setPhrase(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      <div className={styles.actions}>
        <Button type="submit" loading={busy} disabled={name.trim() === '' || (leaky && !accepted)}>
          {leaky ? t('freezeAnyway') : t('freezeNow')}
        </Button>
      </div>
    </form>
  );
}

function Frozen({ version, onClose }: { readonly version: DatasetVersion; readonly onClose: () => void }) {
  const t = useT('dataset');
  return (
    <>
      <Facts
        facts={[
          [t('name'), version.name],
          [t('rows'), t('rowCount', { count: version.rowCount })],
          [
            t('file'),
            <span key="path" className={styles.hash}>
              {version.path}
            </span>,
          ],
        ]}
      />
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
        <Button component={Link} href={`/runs?start=1&version=${version.hash}`}>
          {t('trainOnIt')}
        </Button>
      </div>
    </>
  );
}

const NOTHING = {};
