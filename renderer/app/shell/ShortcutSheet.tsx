import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { type Command, GROUP_TITLES, GROUPS, isPossible, useAllCommands } from '../commands.tsx';
import { useLanguage, useT } from '../messages/index.ts';
import { textOf } from './command-text.ts';
import { Keys } from './Keys.tsx';
import styles from './ShortcutSheet.module.css';
import { isMeant } from './sheet-search.ts';

interface SheetProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Everything that can be done here, with its keys, in the groups of the palette. */
export function ShortcutSheet({ opened, onClose }: SheetProps) {
  const t = useT('app');

  return (
    <Modal opened={opened} onClose={onClose} title={t('shortcuts')} size={760}>
      <Sheet />
    </Modal>
  );
}

/** Shown anew each time, so that it begins with an empty field. */
function Sheet() {
  const t = useT('app');
  const [typed, setTyped] = useState('');
  const meant = useAllCommands().filter(command => isMeant(command, typed.trim()));

  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t('shortcutsSearch')}
        placeholder={t('shortcutsSearch')}
        leftSection={<IconSearch size={14} stroke={1.8} />}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <p className={styles.says} role="status">
        {meant.length === 0 ? t('shortcutsNothing') : t('shortcutsSays')}
      </p>
      <div className={styles.groups}>
        {GROUPS.map(group => (
          <Group
            key={group}
            title={t(GROUP_TITLES[group])}
            commands={meant.filter(command => command.group === group)}
          />
        ))}
      </div>
    </>
  );
}

function Group({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  if (commands.length === 0) return null;
  const withKeysFirst = [...commands].sort((a, b) => Number(hasKeys(b)) - Number(hasKeys(a)));

  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.list}>
        {withKeysFirst.map(command => (
          <Line key={command.id} command={command} />
        ))}
      </dl>
    </section>
  );
}

function Line({ command }: { readonly command: Command }) {
  const t = useT('app');
  const language = useLanguage();
  const possible = isPossible(command);

  return (
    <div className={styles.line} data-possible={possible}>
      <dt>
        {textOf(command.title, language)}
        {!possible && <span className={styles.notNow}>{t('notNow')}</span>}
      </dt>
      <dd>
        {command.keys?.map(key => (
          <Keys key={key} keys={key} />
        ))}
      </dd>
    </div>
  );
}

function hasKeys({ keys = [] }: Command): boolean {
  return keys.length > 0;
}
