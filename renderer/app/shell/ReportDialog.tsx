import { Button, Modal } from '@mantine/core';
import { environment } from '../../../native-bridge/contract/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { CopyButton, DialogFoot, Failure } from '../../ui/index.ts';
import { useT } from '../messages/index.ts';
import styles from './ReportDialog.module.css';

const NOTHING = {};

interface ReportProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What belongs into a report of a problem, to be looked through and copied. Nothing is sent. */
export function ReportDialog({ opened, onClose }: ReportProps) {
  const t = useT('app');
  const say = useT('ui');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('commandReport')}
      size={640}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <Report onClose={onClose} />
    </Modal>
  );
}

function Report({ onClose }: { readonly onClose: () => void }) {
  const t = useT('app');
  const say = useT('ui');
  const answer = useAnswer(environment.diagnostics, NOTHING);

  return (
    <>
      <p className={styles.says}>{t('reportSays')}</p>
      {answer.state === 'failed' && <Failure trouble={answer.trouble} retry={answer.refresh} />}
      {answer.state === 'ready' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by keys.
        <pre className={styles.text} tabIndex={0}>
          {answer.value.text}
        </pre>
      )}
      <DialogFoot>
        <Button variant="default" onClick={onClose}>
          {say('close')}
        </Button>
        {answer.state === 'ready' && <CopyButton tall text={answer.value.text} label={t('reportCopy')} />}
      </DialogFoot>
    </>
  );
}
