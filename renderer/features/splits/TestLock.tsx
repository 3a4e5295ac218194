import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { TestUse } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge, ConfirmButton, Panel } from '../../ui/index.ts';
import styles from './Splits.module.css';

export interface TestLockProps {
  readonly testRows: number;
  readonly uses: readonly TestUse[];
  /** Rows of it that have changed since it was locked. */
  readonly changed: number;
  readonly unlocked: boolean;
  readonly onUnlock: (unlocked: boolean) => void;
}

const SHOWN = 8;

const USES = { evaluate: 'useEvaluate', export: 'useExport', rows: 'useRows' } as const satisfies Record<
  TestUse['kind'],
  string
>;

/** That the test split stays as it is unless a person lets go of it, and how often it was used. */
export function TestLock({ testRows, uses, changed, unlocked, onUnlock }: TestLockProps) {
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
        {changed > 0 && (
          <p className={uses.length > 0 ? styles.problem : styles.small} role="status">
            {t('testChanged', { count: changed })}
          </p>
        )}
        {uses.length > 0 && (
          <ul className={styles.uses}>
            {uses.slice(0, SHOWN).map(use => (
              <li key={use.kind === 'rows' ? use.id : use.jobId}>
                <UseName use={use} />
                <span className={styles.small}>
                  {[t(USES[use.kind]), use.versionName, format.dateTime(use.atMs)].filter(Boolean).join(' · ')}
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

function UseName({ use }: { readonly use: TestUse }) {
  const { kind, title } = use;
  if (kind === 'rows') return <span title={title}>{title}</span>;
  return (
    <Link href={`/${kind === 'evaluate' ? 'evaluations' : 'exports'}/${use.jobId}`} title={title}>
      {title}
    </Link>
  );
}
