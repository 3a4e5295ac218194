import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { diagnosticsOf, useBridge } from '../../rpc/index.ts';
import { CopyButton, DialogFoot, Scrolled, Waiting } from '../../ui/index.ts';
import { useT } from '../messages/index.ts';
import styles from './ReportDialog.module.css';

interface ReportProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What belongs into a report of a problem, to be looked through and copied. Nothing is sent. */
export function ReportDialog({ opened, onClose }: ReportProps) {
  const t = useT('app');
  return (
    <Modal opened={opened} onClose={onClose} title={t('commandReport')} size={640}>
      <Report onClose={onClose} />
    </Modal>
  );
}

function Report({ onClose }: { readonly onClose: () => void }) {
  const t = useT('app');
  const say = useT('ui');
  const bridge = useBridge();
  const [text, setText] = useState<string | null>(null);

  useEffect(() => {
    let left = false;
    void diagnosticsOf(bridge).then(text => {
      if (!left) setText(text);
    });
    return () => {
      left = true;
    };
  }, [bridge]);

  return (
    <>
      <p className={styles.says}>{t('reportSays')}</p>
      {text === null ? (
        <Waiting />
      ) : (
        <Scrolled as="pre" className={styles.text}>
          {text}
        </Scrolled>
      )}
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {say('close')}
        </Button>
        {text !== null && <CopyButton tall text={text} label={t('reportCopy')} />}
      </DialogFoot>
    </>
  );
}
