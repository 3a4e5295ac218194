import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type Command, GROUP_TITLES, GROUPS, isPossible, useAllCommands } from '../commands.tsx';
import { HELP, type HelpEntry } from '../help/pages.ts';
import { type Language, useLanguage, useT } from '../messages/index.ts';
import { textOf } from './command-text.ts';
import { Keys } from './Keys.tsx';
import styles from './Palette.module.css';
import { type Place, usePlaces } from './use-places.ts';

/** The palette of an open project: what it holds is found by name too. */
export function ProjectPalette() {
  const [query, setQuery] = useState('');
  return <Palette places={usePlaces(query !== '')} onQuery={setQuery} />;
}

interface PaletteProps {
  readonly places?: readonly Place[];
  readonly onQuery?: (query: string) => void;
}

/** Every command, and every page of the help, by name. Words of the other language find them too. */
export function Palette({ places = [], onQuery }: PaletteProps) {
  const t = useT('app');
  const language = useLanguage();
  const [, go] = useLocation();
  const [query, setQuery] = useState('');
  const possible = useAllCommands().filter(isPossible);
  const found: SpotlightActionGroupData[] = [
    { group: t('groupPlaces'), actions: places.map(place => ({ ...placeAction(place), description: t(place.kind) })) },
    { group: t('groupPages'), actions: HELP.map(entry => helpAction(entry, language, go)) },
  ];

  const groups: SpotlightActionGroupData[] = GROUPS.map(group => ({
    group: t(GROUP_TITLES[group]),
    actions: possible.filter(command => command.group === group).map(command => action(command, language)),
  }));

  return (
    <Spotlight
      // Names are many: they come with the first letter.
      actions={[...groups, ...(query === '' ? [] : found)].filter(({ actions }) => actions.length > 0)}
      onQueryChange={query => {
        setQuery(query);
        onQuery?.(query);
      }}
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

function placeAction({ id, name, go }: Place) {
  return { id: `place.${id}`, label: name, onClick: go };
}

function helpAction({ id, title }: HelpEntry, language: Language, go: (route: string) => void) {
  return {
    id: `help.page.${id}`,
    label: textOf(title, language),
    keywords: [textOf(title, language === 'en' ? 'zh-CN' : 'en')],
    onClick: () => go(`/help/${id}`),
  };
}
