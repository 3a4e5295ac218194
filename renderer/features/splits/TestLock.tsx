import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { TestUse } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge, ConfirmButton, Panel } from '../../ui/index.ts';
import styles from './Splits.module.css';

export interface TestLockProps {
  readonly testRows: number;
  readonly uses: readonly TestUse[];
  readonly unlocked: boolean;
  readonly onUnlock: (unlocked: boolean) => void;
}

const SHOWN = 8;

/** That the test split stays as it is unless a person lets go of it, and how often it was used. */
export function TestLock({ testRows, uses, unlocked, onUnlock }: TestLockProps) {
  const t = useT('splits');
  const format = useFormat();
  const hasTest = testRows > 0;

  return (
    <Panel title={t('lockTitle')} aside={hasTest ? format.number(testRows) : undefined}>
      <div className={styles.stack}>
        <div className={styles.line}>
          {hasTest && <Badge tone={unlocked ? 'warn' : 'good'}>{t(unlocked ? 'unlocked' : 'locked')}</Badge>}
          <strong>{uses.length === 0 ? t('usedNever') : t('used', { count: uses.length })}</strong>
        </div>
        <p className={styles.dim}>{t(hasTest ? 'lockSays' : 'noTest')}</p>
        {uses.length > 0 && (
          <ul className={styles.uses}>
            {uses.slice(0, SHOWN).map(({ jobId, kind, title, versionName, atMs }) => (
              <li key={jobId}>
                <Link href={`/${kind === 'evaluate' ? 'evaluations' : 'exports'}/${jobId}`} title={title}>
                  {title}
                </Link>
                <span className={styles.small}>
                  {t(kind === 'evaluate' ? 'useEvaluate' : 'useExport')} · {versionName} · {format.dateTime(atMs)}
                </span>
              </li>
            ))}
            {uses.length > SHOWN && <li className={styles.small}>{t('moreUses', { count: uses.length - SHOWN })}</li>}
          </ul>
        )}
        {hasTest &&
          (unlocked ? (
            <Button variant="default" className={styles.end} onClick={() => onUnlock(false)}>
              {t('lockAgain')}
            </Button>
          ) : (
            <div className={styles.end}>
              <ConfirmButton says={t('unlockSays')} confirm={t('unlockNow')} onConfirm={() => onUnlock(true)}>
                {t('unlock')}
              </ConfirmButton>
            </div>
          ))}
      </div>
    </Panel>
  );
}
