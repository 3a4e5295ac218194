import { Button, Menu, Modal } from '@mantine/core';
import {
  IconArrowBackUp,
  IconChevronDown,
  IconHammer,
  IconPackageExport,
  IconPackageImport,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { type Environment, environment, type Kept } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { DialogFoot, Failure, PathText } from '../../ui/index.ts';
import styles from './PathDialog.module.css';

interface CareMenuProps {
  readonly environment: Environment;
  readonly isBusy: boolean;
  readonly onRepair: () => void;
  readonly onPath: (purpose: 'install' | 'pack') => void;
}

type Question = 'repair' | 'rollBack' | 'uninstall';

/** What can be done to an environment that stands, each asked once more before it is done. */
export function CareMenu({ environment: now, isBusy, onRepair, onPath }: CareMenuProps) {
  const t = useT('environment');
  const [question, setQuestion] = useState<Question | null>(null);
  const exists = now.id !== null;

  return (
    <>
      <Menu position="bottom-end" shadow="md" withinPortal>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />} disabled={isBusy}>
            {t('care')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconHammer size={15} />} disabled={!exists} onClick={() => setQuestion('repair')}>
            {t('repair')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowBackUp size={15} />}
            disabled={now.previousId === null}
            onClick={() => setQuestion('rollBack')}
          >
            {t('rollBack')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconPackageImport size={15} />} onClick={() => onPath('install')}>
            {t('fromPack')}
          </Menu.Item>
          <Menu.Item leftSection={<IconPackageExport size={15} />} onClick={() => onPath('pack')}>
            {t('makePackMenu')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => setQuestion('uninstall')}>
            {t('uninstall')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Question question={question} environment={now} onRepair={onRepair} onClose={() => setQuestion(null)} />
    </>
  );
}

interface QuestionProps {
  readonly question: Question | null;
  readonly environment: Environment;
  readonly onRepair: () => void;
  readonly onClose: () => void;
}

function Question({ question, environment: now, onRepair, onClose }: QuestionProps) {
  const t = useT('environment');
  const say = useT('ui');
  const format = useFormat();
  const rollBack = useAction(environment.rollBack);
  const uninstall = useAction(environment.uninstall);
  const trouble = rollBack.trouble ?? uninstall.trouble;
  const [removed, setRemoved] = useState<Removed | null>(null);
  const close = (): void => {
    setRemoved(null);
    rollBack.forget();
    uninstall.forget();
    onClose();
  };
  const does: Record<Question, () => Promise<unknown>> = {
    repair: async () => {
      onRepair();
      return true;
    },
    rollBack: () => rollBack.run({}),
    uninstall: () => uninstall.run({ everything: false }),
  };
  const confirm = async (): Promise<void> => {
    if (question === null) return;
    const answer = await does[question]();
    if (question === 'uninstall') setRemoved(answer as Removed | null);
    else if (answer !== null) close();
  };

  return (
    <Modal opened={question !== null} onClose={close} title={question && t(question)} size={480}>
      {removed && <Uninstalled removed={removed} onClose={close} />}
      {question && !removed && (
        <div className={styles.form}>
          <p className={styles.says}>{t(SAYS[question], { size: format.bytes(now.sizeBytes) })}</p>
          {question === 'uninstall' && <PathText path={now.place} />}
          {trouble && <Failure trouble={trouble} />}
          <DialogFoot>
            <Button variant="default" onClick={close}>
              {say('cancel')}
            </Button>
            <Button
              {...(question === 'uninstall' && { color: 'red' })}
              loading={rollBack.busy || uninstall.busy}
              onClick={() => void confirm()}
            >
              {t(CONFIRM[question])}
            </Button>
          </DialogFoot>
        </div>
      )}
    </Modal>
  );
}

interface Removed {
  readonly removedBytes: number;
  readonly kept: readonly Kept[];
}

/** What is gone, what is still there, and how the rest is removed. */
function Uninstalled({ removed, onClose }: { readonly removed: Removed; readonly onClose: () => void }) {
  const t = useT('environment');
  const say = useT('ui');
  const format = useFormat();
  const { removedBytes, kept } = removed;
  return (
    <div className={styles.form}>
      <p className={styles.says}>{t('uninstalled', { size: format.bytes(removedBytes) })}</p>
      {kept.length > 0 && <p className={styles.says}>{t('uninstallKept')}</p>}
      {kept.map(({ path, what }) => (
        <div key={path}>
          <div>{t(`kept_${what}`)}</div>
          <PathText path={path} />
        </div>
      ))}
      {kept.some(({ what }) => what === 'desktop' || what === 'updates') && (
        <p className={styles.says}>{t('uninstallRest')}</p>
      )}
      <DialogFoot>
        <Button onClick={onClose}>{say('close')}</Button>
      </DialogFoot>
    </div>
  );
}

const SAYS = { repair: 'repairSays', rollBack: 'rollBackSays', uninstall: 'uninstallSays' } as const;
const CONFIRM = { repair: 'repairConfirm', rollBack: 'rollBackConfirm', uninstall: 'uninstallConfirm' } as const;
