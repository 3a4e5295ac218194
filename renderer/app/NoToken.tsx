import { IconKey } from '@tabler/icons-react';
import { EmptyState } from '../ui/index.ts';
import { useT } from './messages/index.ts';
import { Themed } from './Themed.tsx';

/** What is shown when the page was opened without the key that the core printed. */
export function NoToken() {
  const t = useT('app');
  return (
    <Themed>
      <EmptyState icon={IconKey} title={t('noTokenTitle')} says={t('noTokenSays')} />
    </Themed>
  );
}
