import { Button, Modal } from '@mantine/core';
import { useT } from '../../app/messages/index.ts';
import { DialogFoot, Failure } from '../../ui/index.ts';
import styles from './Dialog.module.css';
import type { LockedStep } from './use-step.ts';

export interface UnlockDialogProps {
  readonly step: LockedStep;
  readonly onClose: () => void;
}

/** Asks before an undo or a redo makes another test of one that is locked. */
export function UnlockDialog({ step: { verb, trouble, unlock }, onClose }: UnlockDialogProps) {
  const t = useT('dataset');
  return (
    <Modal opened onClose={onClose} title={t(verb === 'undo' ? 'undoLocked' : 'redoLocked')} size={520}>
      <div className={styles.stack}>
        <Failure trouble={trouble} />
        <p>{t('stepUnlocks')}</p>
        <DialogFoot>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button color="red" onClick={unlock}>
            {t(verb === 'undo' ? 'unlockAndUndo' : 'unlockAndRedo')}
          </Button>
        </DialogFoot>
      </div>
    </Modal>
  );
}
