import type { Source } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import styles from './Sources.module.css';

export function SourceName({ source }: { readonly source: Source }) {
  const t = useT('licences');
  const format = useFormat();
  const others = source.datasetIds.length - 1;
  return (
    <>
      <div className={styles.name}>{source.name}</div>
      <div className={styles.dim}>
        <code title={t('sha256', { hash: source.sha256 })}>{source.sha256.slice(0, 12)}</code>
        {source.sizeBytes !== null && <span>{format.bytes(source.sizeBytes)}</span>}
      </div>
      {others > 0 && <div className={styles.dim}>{t('alsoIn', { count: others })}</div>}
    </>
  );
}

export function Origin({ source }: { readonly source: Source }) {
  const t = useT('licences');
  const format = useFormat();
  return (
    <>
      <div className={source.origin === '' ? styles.dim : styles.origin}>{source.origin || t('noOrigin')}</div>
      <div className={styles.dim}>{t('retrieved', { day: format.day(source.retrievedAtMs) })}</div>
    </>
  );
}

/** The licence, and whose word it is. */
export function Licence({ source: { licence, entered } }: { readonly source: Source }) {
  const t = useT('licences');
  const format = useFormat();
  return (
    <>
      {licence === 'unknown' ? (
        <div className={styles.warn}>{t('unknown')}</div>
      ) : (
        <code className={styles.licence}>{licence}</code>
      )}
      <div className={styles.dim}>
        {entered === null && t('nobody')}
        {entered && <span>{entered.from === 'card' ? t('fromCard', { name: entered.by }) : entered.by}</span>}
        {entered && <time>{format.dateTime(entered.atMs)}</time>}
      </div>
    </>
  );
}
