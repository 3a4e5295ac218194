import type { ParityCard } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge } from '../../ui/index.ts';
import { useCatalogText } from '../training/index.ts';
import styles from './ParityCardView.module.css';

/** Each try at a smaller model: what was kept in higher precision, and what it lost. */
export function AttemptLadder({ parity: { attempts, gate } }: { readonly parity: ParityCard }) {
  const t = useT('export');
  const format = useFormat();
  const said = useCatalogText();

  return (
    <ol className={styles.ladder}>
      {attempts.map(({ title, keptHigher, dropPoints, passed }, at) => (
        <li key={title} className={styles.attempt} data-passed={passed || undefined}>
          <span className={styles.rung}>{at + 1}</span>
          <span>
            <strong className={styles.name}>{said(title)}</strong>{' '}
            {t('lostOf', { lost: format.number(dropPoints, 2), allowed: format.number(gate.maxDropPoints, 2) })}
          </span>
          <Badge tone={passed ? 'good' : 'bad'}>{t(passed ? 'passed' : 'notPassed')}</Badge>
          <div className={styles.kept}>
            {keptHigher.length === 0
              ? t('nothingKept')
              : keptHigher.map(({ layers, precision }) => (
                  <span key={layers} className={styles.chip}>
                    <code>{said(layers)}</code> {said(precision)}
                  </span>
                ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
