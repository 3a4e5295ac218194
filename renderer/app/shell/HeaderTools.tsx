import { ActionIcon, Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useT } from '../messages/index.ts';
import { Preferences } from './Preferences.tsx';

/** What stands at the end of every header: the sheet of keys, theme and language. */
export function HeaderTools({ onSheet }: { readonly onSheet: () => void }) {
  const t = useT('app');
  return (
    <>
      <Tooltip label={t('shortcuts')}>
        <ActionIcon aria-label={t('shortcuts')} onClick={onSheet}>
          <IconKeyboard size={17} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Preferences />
    </>
  );
}
