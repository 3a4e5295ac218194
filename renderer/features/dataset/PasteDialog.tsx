import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../app/messages/index.ts';
import { DialogFoot } from '../../ui/index.ts';
import styles from './Dialog.module.css';
import { fileFromText } from './pasted.ts';

export interface PasteDialogProps {
  readonly opened: boolean;
  /** Whether another import is on its way: what is pasted waits for its end. */
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onFile: (file: File) => void;
}

/** Rows pasted from a table, a page or an editor become a file like any other. */
export function PasteDialog({ opened, busy, onClose, onFile }: PasteDialogProps) {
  const t = useT('dataset');
  const [text, setText] = useState('');
  const close = (): void => {
    setText('');
    onClose();
  };

  return (
    <Modal opened={opened} onClose={close} title={t('pasteTitle')} size={640}>
      <div className={styles.stack}>
        <Textarea
          aria-label={t('pasteTitle')}
          description={t('pasteSays')}
          autosize
          minRows={10}
          maxRows={20}
          spellCheck={false}
          data-autofocus
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        <DialogFoot says={busy && t('importBusy')}>
          <Button
            disabled={busy || text.trim() === ''}
            onClick={() => {
              onFile(fileFromText(text));
              close();
            }}
          >
            {t('pasteNext')}
          </Button>
        </DialogFoot>
      </div>
    </Modal>
  );
}
