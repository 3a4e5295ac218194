import { MantineProvider } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { EmptyState } from '../ui/index.ts';
import { useT } from './messages/index.ts';
import { theme } from './theme.ts';

/** What is shown when the page was opened without the key that the core printed. */
export function NoToken() {
  const t = useT('app');
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <EmptyState icon={IconKey} title={t('noTokenTitle')} says={t('noTokenSays')} />
    </MantineProvider>
  );
}
