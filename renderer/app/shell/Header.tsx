import { ActionIcon, Popover, SegmentedControl, Tooltip, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconAdjustments, IconKeyboard, IconSearch } from '@tabler/icons-react';
import { Link } from 'wouter';
import { project } from '../../../native-bridge/contract/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { LANGUAGES, type Language, useLanguage, useT } from '../messages/index.ts';
import { chooseLanguage } from '../settings.ts';
import styles from './Header.module.css';
import { Keys } from './Keys.tsx';

const NOTHING = {};

/** Name of the project, the way into the palette, theme and language. */
export function Header({ onSheet }: { readonly onSheet: () => void }) {
  const t = useT('app');
  const overview = useAnswer(project.overview, NOTHING);

  return (
    <header className={styles.header} data-region tabIndex={-1}>
      <Link href="/" className={styles.brand}>
        <img src="/icon.svg" width={20} height={20} alt="" />
        <span className={styles.name}>{t('name')}</span>
      </Link>
      {overview.state === 'ready' && (
        <div className={styles.project} title={overview.value.folder}>
          <span className={styles.slash} aria-hidden>
            /
          </span>
          <span className={styles.projectName}>{overview.value.name}</span>
        </div>
      )}

      <UnstyledButton className={styles.palette} onClick={spotlight.open}>
        <IconSearch size={14} stroke={1.8} />
        <span className={styles.paletteText}>{t('palette')}</span>
        <Keys keys="$mod+k" />
      </UnstyledButton>

      <div className={styles.actions}>
        <Tooltip label={t('shortcuts')}>
          <ActionIcon aria-label={t('shortcuts')} onClick={onSheet}>
            <IconKeyboard size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Preferences />
      </div>
    </header>
  );
}

function Preferences() {
  const t = useT('app');
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();

  return (
    <Popover position="bottom-end" width={240} shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={t('themeMenu')}>
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
