import { Button } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useT } from '../messages/index.ts';
import { HeaderTools } from '../shell/HeaderTools.tsx';
import styles from './WelcomePage.module.css';

/** Name, help, keys, theme and language. */
export function WelcomeHeader({ onSheet }: { readonly onSheet: () => void }) {
  const t = useT('app');
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.brand}>
        <img src="/icon.svg" width={20} height={20} alt="" />
        <span>{t('name')}</span>
      </Link>
      <div className={styles.headerActions}>
        <Button
          component={Link}
          href="/help/getting-started"
          variant="subtle"
          color="gray"
          leftSection={<IconHelp size={16} stroke={1.6} />}
        >
          {t('help')}
        </Button>
        <HeaderTools onSheet={onSheet} />
      </div>
    </header>
  );
}
