import { Modal } from '@mantine/core';
import { type Command, type CommandGroup, isPossible, useAllCommands } from '../commands.tsx';
import { useLanguage, useT } from '../messages/index.ts';
import { textOf } from './command-text.ts';
import { Keys } from './Keys.tsx';
import styles from './ShortcutSheet.module.css';

const GROUPS: readonly CommandGroup[] = ['page', 'job', 'go', 'view'];
const TITLES = { page: 'groupPage', job: 'groupJob', go: 'groupGo', view: 'groupView' } as const;

/** The keys that work here and now. */
export function ShortcutSheet({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const t = useT('app');
  const say = useT('ui');
  const withKeys = useAllCommands().filter(command => command.keys?.length && isPossible(command));

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shortcuts')}
      size={680}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <p className={styles.says}>{t('shortcutsSays')}</p>
      <div className={styles.groups}>
        {GROUPS.map(group => (
          <Group key={group} title={t(TITLES[group])} commands={withKeys.filter(command => command.group === group)} />
        ))}
      </div>
    </Modal>
  );
}

function Group({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  const language = useLanguage();
  if (commands.length === 0) return null;

  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.list}>
        {commands.map(({ id, title, keys = [] }) => (
          <div key={id} className={styles.line}>
            <dt>{textOf(title, language)}</dt>
            <dd>
              {keys.map(key => (
                <Keys key={key} keys={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
