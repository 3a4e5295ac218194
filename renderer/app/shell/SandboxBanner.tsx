import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useT } from '../messages/index.ts';
import styles from './SandboxBanner.module.css';

/** That the desktop app runs without its sandbox, until the person has taken note of it. */
export function SandboxBanner() {
  const t = useT('app');
  const [isShown, setShown] = useState(window.luthier?.isUnsandboxed === true);
  if (!isShown) return null;

  const note = (): void => {
    setShown(false);
    void window.luthier?.noteUnsandboxed();
  };
  return (
    <div className={styles.banner} role="note">
      <p className={styles.says}>
        {t('unsandboxed')} <Link href="/help/desktop">{t('unsandboxedHelp')}</Link>
      </p>
      <Button variant="default" size="compact-sm" onClick={note}>
        {t('unsandboxedNoted')}
      </Button>
    </div>
  );
}
