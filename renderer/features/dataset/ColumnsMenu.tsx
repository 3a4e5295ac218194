import { ActionIcon, Button, Checkbox, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat, useT } from '../../app/messages/index.ts';
import styles from './Workbench.module.css';

export interface ColumnsMenuProps {
  readonly columns: readonly string[];
  readonly hidden: readonly string[];
  readonly onHidden: (hidden: string[]) => void;
}

/** Columns on the screen at a time; a dataset may have thousands, which are found by their names. */
const SHOWN = 200;
const SEARCHED_FROM = 12;

/** Which columns are shown. */
export function ColumnsMenu({ columns, hidden, onHidden }: ColumnsMenuProps) {
  const t = useT('dataset');
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const [wanted, setWanted] = useState('');
  const found = columns.filter(name => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  const toggle = (name: string): void =>
    onHidden(hidden.includes(name) ? hidden.filter(one => one !== name) : [...hidden, name]);

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus>
      <Popover.Target>
        <Tooltip label={t('columns')}>
          <ActionIcon aria-label={t('columns')} onClick={() => setOpened(!opened)}>
            <IconColumns3 size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={styles.columns}>
        {columns.length >= SEARCHED_FROM && (
          <TextInput
            aria-label={t('findColumn')}
            placeholder={t('findColumn')}
            value={wanted}
            onChange={event => setWanted(event.currentTarget.value)}
          />
        )}
        {found.slice(0, SHOWN).map(name => (
          <Checkbox key={name} label={name} checked={!hidden.includes(name)} onChange={() => toggle(name)} />
        ))}
        {found.length > SHOWN && (
          <p className={styles.more}>
            {t('moreColumns', { shown: format.number(SHOWN), all: format.number(found.length) })}
          </p>
        )}
        <Button variant="default" size="compact-xs" disabled={hidden.length === 0} onClick={() => onHidden([])}>
          {t('showAllColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
