import { Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { keyNames } from '../keys.ts';
import { useT } from '../messages/index.ts';
import styles from './Rail.module.css';
import { isAt, LOOP, MACHINE, type RailEntry } from './stages.ts';

/** The stages of the loop, and the machine below them. Narrow, it shows icons and says the rest in tooltips. */
export function Rail({ narrow, onToggle }: { readonly narrow: boolean; readonly onToggle: () => void }) {
  const t = useT('app');
  const smallWindow = useMediaQuery('(max-width: 1100px)') ?? false;
  const icons = narrow || smallWindow;
  const Toggle = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const toggleLabel = t(narrow ? 'expandRail' : 'collapseRail');

  return (
    <nav
      data-tour="rail"
      className={styles.rail}
      aria-label={t('railLabel')}
      data-icons={icons || undefined}
      data-region
      tabIndex={-1}
    >
      <Group title={t('groupLoop')} entries={LOOP} icons={icons} />
      <Group title={t('groupMachine')} entries={MACHINE} icons={icons} />
      {!smallWindow && (
        <Tooltip label={toggleLabel} position="right" disabled={!icons}>
          <button
            type="button"
            className={`${styles.entry} ${styles.toggle}`}
            aria-label={toggleLabel}
            onClick={onToggle}
          >
            <Toggle size={17} stroke={1.6} />
            {!icons && <span className={styles.label}>{toggleLabel}</span>}
          </button>
        </Tooltip>
      )}
    </nav>
  );
}

interface GroupProps {
  readonly title: string;
  readonly entries: readonly RailEntry[];
  readonly icons: boolean;
}

function Group({ title, entries, icons }: GroupProps) {
  return (
    <div className={styles.group}>
      {!icons && <div className={styles.groupTitle}>{title}</div>}
      <ul className={styles.list}>
        {entries.map(entry => (
          <Entry key={entry.route} entry={entry} icons={icons} />
        ))}
      </ul>
    </div>
  );
}

function Entry({ entry, icons }: { readonly entry: RailEntry; readonly icons: boolean }) {
  const t = useT('app');
  const [address] = useLocation();
  const here = isAt(entry.route, address);
  const Icon = entry.icon;
  const key = entry.keys[0] && keyNames(entry.keys[0])[0]?.join(' ');

  return (
    <li>
      <Tooltip label={key ? `${t(entry.label)}  ${key}` : t(entry.label)} position="right" disabled={!icons}>
        <Link href={entry.route} className={styles.entry} aria-current={here ? 'page' : undefined}>
          <Icon size={17} stroke={1.6} />
          <span className={icons ? styles.hidden : styles.label}>{t(entry.label)}</span>
          {!icons && key && <kbd className={styles.key}>{key}</kbd>}
        </Link>
      </Tooltip>
    </li>
  );
}
