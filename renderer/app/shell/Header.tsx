import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconHelp, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { project } from '../../../native-bridge/contract/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { helpFor } from '../help/pages.ts';
import { useT } from '../messages/index.ts';
import styles from './Header.module.css';
import { HeaderTools } from './HeaderTools.tsx';
import { Keys } from './Keys.tsx';

const NOTHING = {};

/** Name of the project, the way into the palette, theme and language. */
export function Header({ onSheet }: { readonly onSheet: () => void }) {
  const t = useT('app');
  const [address] = useLocation();
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

      <UnstyledButton className={styles.palette} data-tour="palette" onClick={spotlight.open}>
        <IconSearch size={14} stroke={1.8} />
        <span className={styles.paletteText}>{t('palette')}</span>
        <Keys keys="$mod+k" />
      </UnstyledButton>

      <div className={styles.actions}>
        <Tooltip label={`${t('help')}  F1`}>
          <ActionIcon
            aria-label={t('help')}
            data-tour="help"
            renderRoot={props => <Link {...props} href={helpFor(address)} state={{ from: address }} />}
          >
            <IconHelp size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <HeaderTools onSheet={onSheet} />
      </div>
    </header>
  );
}
