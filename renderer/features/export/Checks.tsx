import { IconCheck, IconX } from '@tabler/icons-react';
import type { ParityCard } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import styles from './ParityCardView.module.css';
import { checksOf } from './parity.ts';

const NAMES = { gate: 'checkGate', weights: 'checkWeights', template: 'checkTemplate', stop: 'checkStop' } as const;
const SAYS = {
  gate: 'checkGateSays',
  weights: 'checkWeightsSays',
  template: 'checkTemplateSays',
  stop: 'checkStopSays',
} as const;

/** What an export must satisfy, and whether it does. */
export function Checks({ parity }: { readonly parity: ParityCard }) {
  const t = useT('export');

  return (
    <ul className={styles.checks}>
      {checksOf(parity).map(({ check, passed }) => (
        <li key={check} className={styles.check}>
          {passed ? (
            <IconCheck size={17} className={styles.good} aria-label={t('passed')} />
          ) : (
            <IconX size={17} className={styles.bad} aria-label={t('notPassed')} />
          )}
          <strong className={styles.name}>{t(NAMES[check])}</strong>
          <span>{t(SAYS[check])}</span>
        </li>
      ))}
    </ul>
  );
}
