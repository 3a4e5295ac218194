import { useMemo } from 'react';
import { type Command, GROUP_TITLES, GROUPS, useAllCommands } from '../commands.tsx';
import { useLanguage, useT } from '../messages/index.ts';
import type { Message } from '../messages/message.ts';
import { textOf } from '../shell/command-text.ts';
import { Keys } from '../shell/Keys.tsx';
import styles from './HelpText.module.css';
import { PAGE_KEYS } from './page-keys.ts';

interface Line {
  readonly title: Message;
  readonly keys: readonly string[];
}

/** What the keys do: of every page, from the commands that are there now, and of single pages. */
export function ShortcutTables() {
  const t = useT('help');
  const say = useT('app');
  const commands = useAllCommands();
  const groups = useMemo(() => GROUPS.map(group => ({ group, lines: linesOf(commands, group) })), [commands]);

  return (
    <div className={styles.text}>
      <h2 id="everywhere">{t('everywhere')}</h2>
      {groups
        .filter(({ lines }) => lines.length > 0)
        .map(({ group, lines }) => (
          <section key={group}>
            <h3>{say(GROUP_TITLES[group])}</h3>
            <Table lines={lines} />
          </section>
        ))}
      <h2 id="on-single-pages">{t('onPage')}</h2>
      {PAGE_KEYS.map(({ page, lines }) => (
        <section key={page}>
          <h3>{say(page)}</h3>
          <Table lines={lines} />
        </section>
      ))}
    </div>
  );
}

function Table({ lines }: { readonly lines: readonly Line[] }) {
  const t = useT('help');
  const language = useLanguage();
  return (
    <table>
      <thead>
        <tr>
          <th>{t('columnKeys')}</th>
          <th>{t('columnDoes')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ title, keys }) => (
          <tr key={keys.join(' ')}>
            <td className={styles.keys}>
              {keys.map(key => (
                <Keys key={key} keys={key} />
              ))}
            </td>
            <td>{textOf(title, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function linesOf(commands: readonly Command[], group: Command['group']): readonly Line[] {
  return commands
    .filter(command => command.group === group && command.keys?.length)
    .map(({ title, keys = [] }) => ({ title, keys }));
}
