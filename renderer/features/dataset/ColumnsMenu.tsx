import { ActionIcon, Button, Checkbox, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useT } from '../../app/messages/index.ts';
import { type GridLayout, PLAIN_LAYOUT } from './grid-layout.ts';
import styles from './Workbench.module.css';

/** More are found by their name: nobody reads so long a list. */
const SHOWN = 200;

export interface ColumnsMenuProps {
  readonly columns: readonly string[];
  readonly isSplit: boolean;
  readonly layout: GridLayout;
  readonly onLayout: (layout: GridLayout) => void;
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
}

/** Which columns are shown, found by their name. Those of Luthier itself stand first. */
export function ColumnsMenu({ opened, onOpened, ...choice }: ColumnsMenuProps) {
  const t = useT('dataset');
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom-end" shadow="md" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('columns')}>
          <ActionIcon aria-label={t('columns')} onClick={() => onOpened(!opened)}>
            <IconColumns3 size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>{opened && <Choice {...choice} />}</Popover.Dropdown>
    </Popover>
  );
}

function Choice({ columns, isSplit, layout, onLayout }: Omit<ColumnsMenuProps, 'opened' | 'onOpened'>) {
  const t = useT('dataset');
  const say = useT('grid');
  const [part, setPart] = useState('');
  const all = useMemo(
    () => [
      { id: '#row', name: t('rowNumber') },
      ...(isSplit ? [{ id: '#split', name: t('split') }] : []),
      ...columns.map(name => ({ id: `.${name}`, name })),
    ],
    [columns, isSplit, t],
  );
  const hidden = useMemo(() => new Set(layout.hidden), [layout.hidden]);
  const found = all.filter(({ name }) => name.toLowerCase().includes(part.trim().toLowerCase()));
  const hide = (ids: readonly string[], isHidden: boolean): void => {
    const others = layout.hidden.filter(id => !ids.includes(id));
    onLayout({ ...layout, hidden: isHidden ? [...others, ...ids] : others });
  };
  const ids = found.map(({ id }) => id);

  return (
    <div className={styles.columns}>
      <TextInput
        aria-label={say('hideColumn')}
        placeholder={say('hideColumn')}
        value={part}
        onChange={event => setPart(event.currentTarget.value)}
        data-autofocus
      />
      <div className={styles.columnList}>
        {found.slice(0, SHOWN).map(({ id, name }) => (
          <Checkbox
            key={id}
            label={<bdi>{name}</bdi>}
            checked={!hidden.has(id)}
            onChange={event => hide([id], !event.currentTarget.checked)}
          />
        ))}
        {found.length === 0 && <p className={styles.quiet}>{say('noColumnFound')}</p>}
      </div>
      {found.length > SHOWN && (
        <p className={styles.quiet}>{say('columnsFound', { shown: SHOWN, all: found.length })}</p>
      )}
      <div className={styles.columnActs}>
        <Button variant="default" size="compact-xs" onClick={() => hide(ids, false)}>
          {part.trim() === '' ? t('showAllColumns') : say('showFound')}
        </Button>
        {part.trim() !== '' && (
          <Button variant="default" size="compact-xs" onClick={() => hide(ids, true)}>
            {say('hideFound')}
          </Button>
        )}
        <Button
          variant="default"
          size="compact-xs"
          disabled={Object.keys(layout.widths).length === 0}
          onClick={() => onLayout({ ...layout, widths: PLAIN_LAYOUT.widths })}
        >
          {say('resetWidths')}
        </Button>
      </div>
    </div>
  );
}
