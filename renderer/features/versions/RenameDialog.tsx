import { Modal } from '@mantine/core';
import { type DatasetVersion, versioning } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { Failure } from '../../ui/index.ts';
import { NameForm } from './NameForm.tsx';
import styles from './Versions.module.css';

/** Another name for a version; its rows and its hash stay. */
export function RenameDialog({ version, onClose }: { readonly version: DatasetVersion; readonly onClose: () => void }) {
  const t = useT('versions');
  const rename = useAction(versioning.rename);

  const send = async (name: string): Promise<void> => {
    if (await rename.run({ hash: version.hash, name })) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('renameTitle', { name: version.name })} size={460}>
      <div className={styles.stack}>
        {rename.trouble && <Failure trouble={rename.trouble} />}
        <NameForm name={version.name} submit={t('rename')} busy={rename.busy} onSubmit={name => void send(name)} />
      </div>
    </Modal>
  );
}
