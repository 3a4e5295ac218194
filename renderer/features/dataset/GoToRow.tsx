import { ActionIcon, NumberInput, Popover, Tooltip } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useT } from '../../app/messages/index.ts';

export interface GoToRowProps {
  readonly opened: boolean;
  readonly onChange: (open: boolean) => void;
  readonly onRow: (row: number) => void;
}

/** A row by its number. The focus goes to the row, not back to the button. */
export function GoToRow({ opened, onChange, onRow }: GoToRowProps) {
  const t = useT('dataset');
  const [wanted, setWanted] = useState<number | string>('');

  return (
    <Popover opened={opened} onChange={onChange} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Tooltip label={t('goToRow')}>
          <ActionIcon aria-label={t('goToRow')} onClick={() => onChange(!opened)}>
            <IconArrowRight size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={event => {
            event.preventDefault();
            if (typeof wanted !== 'number') return;
            onChange(false);
            onRow(wanted);
          }}
        >
          <NumberInput
            label={t('goToRow')}
            min={1}
            allowDecimal={false}
            hideControls
            value={wanted}
            onChange={setWanted}
            data-autofocus
          />
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
