import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type Command, GROUP_TITLES, GROUPS, isPossible, useAllCommands } from '../commands.tsx';
import { type Language, useLanguage, useT } from '../messages/index.ts';
import { textOf } from './command-text.ts';
import { Keys } from './Keys.tsx';
import styles from './Palette.module.css';

/** Every command by name. Words of the other language find it too. */
export function Palette() {
  const t = useT('app');
  const language = useLanguage();
  const possible = useAllCommands().filter(isPossible);

  const groups: SpotlightActionGroupData[] = GROUPS.map(group => ({
    group: t(GROUP_TITLES[group]),
    actions: possible.filter(command => command.group === group).map(command => action(command, language)),
  }));

  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      shortcut={null}
      nothingFound={t('paletteNothing')}
      highlightQuery
      maxHeight={420}
      scrollable
      size={580}
      radius="md"
      yOffset="12vh"
      centered={false}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      classNames={{ action: styles.action, actionsGroup: styles.group }}
      searchProps={{
        leftSection: <IconSearch size={16} stroke={1.8} />,
        placeholder: t('palette'),
        'aria-label': t('palette'),
        size: 'sm',
      }}
    />
  );
}

function action(command: Command, language: Language) {
  const key = command.keys?.[0];
  return {
    id: command.id,
    label: textOf(command.title, language),
    keywords: [textOf(command.title, language === 'en' ? 'zh-CN' : 'en')],
    onClick: command.run,
    ...(key && { rightSection: <Keys keys={key} /> }),
  };
}
