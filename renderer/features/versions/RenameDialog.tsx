import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type DatasetVersion, versioning } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { Failure, Field } from '../../ui/index.ts';
import styles from './Versions.module.css';

/** Another name for a version; its rows and its hash stay. */
export function RenameDialog({ version, onClose }: { readonly version: DatasetVersion; readonly onClose: () => void }) {
  const t = useT('versions');
  const rename = useAction(versioning.rename);
  const [name, setName] = useState(version.name);

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await rename.run({ hash: version.hash, name })) onClose();
  };

  return (
    <Modal opened onClose={onClose} title={t('renameTitle', { name: version.name })} size={460}>
      <form onSubmit={send} className={styles.stack}>
        {rename.trouble && <Failure trouble={rename.trouble} />}
        <Field label={t('name')}>
          {ids => (
            <TextInput
              {...ids}
              data-autofocus
              value={name}
              maxLength={120}
              onChange={event => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <div className={styles.actions}>
          <Button type="submit" loading={rename.busy} disabled={name.trim() === ''}>
            {t('rename')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
