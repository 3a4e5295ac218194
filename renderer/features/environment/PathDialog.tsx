import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../app/messages/index.ts';
import { localDialogs } from '../../rpc/index.ts';
import { DialogFoot, Field } from '../../ui/index.ts';
import styles from './PathDialog.module.css';

interface PathDialogProps {
  /** `install` reads a pack that is there; `pack` names one that is to be made. */
  readonly purpose: 'install' | 'pack' | null;
  readonly onClose: () => void;
  readonly onPath: (path: string) => void;
}

/** Asks for the path of an offline pack: chosen by the system's dialog where there is one, typed everywhere. */
export function PathDialog({ purpose, onClose, onPath }: PathDialogProps) {
  const t = useT('environment');
  const say = useT('ui');
  const [path, setPath] = useState('');
  const isInstall = purpose === 'install';
  const dialogs = localDialogs();

  const choose = async (what: 'chooseFile' | 'chooseFolder'): Promise<void> => {
    const chosen = await dialogs?.[what]();
    if (chosen) setPath(isInstall ? chosen : `${chosen.replace(/[\\/]$/, '')}/luthier-pack.zip`);
  };

  return (
    <Modal opened={purpose !== null} onClose={onClose} title={t(isInstall ? 'installTitle' : 'packTitle')} size={540}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          onPath(path.trim());
          setPath('');
        }}
      >
        <p className={styles.says}>{t(isInstall ? 'installSays' : 'packSays')}</p>
        <Field label={t('packPath')} hint={t(isInstall ? 'installPathHint' : 'packPathHint')}>
          {ids => (
            <TextInput
              {...ids}
              value={path}
              data-autofocus
              onChange={event => setPath(event.currentTarget.value)}
              required
            />
          )}
        </Field>
        {dialogs && (
          <div className={styles.choose}>
            {isInstall && (
              <Button variant="default" size="compact-sm" onClick={() => void choose('chooseFile')}>
                {t('chooseFile')}
              </Button>
            )}
            <Button variant="default" size="compact-sm" onClick={() => void choose('chooseFolder')}>
              {t('chooseFolder')}
            </Button>
          </div>
        )}
        <DialogFoot>
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button type="submit" disabled={path.trim() === ''}>
            {t(isInstall ? 'install' : 'makePack')}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}
