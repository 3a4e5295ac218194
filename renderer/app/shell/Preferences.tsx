import { ActionIcon, Popover, SegmentedControl, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useState } from 'react';
import { LANGUAGES, type Language, useLanguage, useT } from '../messages/index.ts';
import { chooseLanguage } from '../settings.ts';
import styles from './Preferences.module.css';

/** Theme and language, chosen without a restart. */
export function Preferences() {
  const t = useT('app');
  const language = useLanguage();
  const [opened, setOpened] = useState(false);
  const { colorScheme, setColorScheme } = useMantineColorScheme();

  return (
    <Popover position="bottom-end" width={240} shadow="md" trapFocus onChange={setOpened}>
      <Popover.Target>
        {/* Over what it has opened, its name would only hide that. */}
        <Tooltip label={t('themeMenu')} disabled={opened}>
          <ActionIcon aria-label={t('themeMenu')}>
            <IconAdjustments size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={styles.preferences}>
        <h3>{t('theme')}</h3>
        <SegmentedControl
          fullWidth
          aria-label={t('theme')}
          value={colorScheme}
          onChange={value => setColorScheme(value as 'auto' | 'light' | 'dark')}
          data={[
            { value: 'auto', label: t('themeAuto') },
            { value: 'light', label: t('themeLight') },
            { value: 'dark', label: t('themeDark') },
          ]}
        />
        <h3>{t('language')}</h3>
        <SegmentedControl
          fullWidth
          aria-label={t('language')}
          value={language}
          onChange={value => chooseLanguage(value as Language)}
          data={LANGUAGES.map(value => ({ value, label: OWN_NAMES[value] }))}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** A language is named in itself, so that whoever needs it can read it. */
const OWN_NAMES: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文' };
