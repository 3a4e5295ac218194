import { Link } from 'wouter';
import type { CleaningExample, DatasetId } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { Badge } from '../../ui/index.ts';
import styles from './CleaningPage.module.css';
import { differenceOf, visible } from './difference.ts';

export interface ExamplesProps {
  readonly datasetId: DatasetId;
  readonly examples: readonly CleaningExample[];
}

/** Up to five rows a step touches, before and after, with what differs marked. */
export function Examples({ datasetId, examples }: ExamplesProps) {
  const t = useT('cleaning');
  if (examples.length === 0) return <p className={styles.quiet}>{t('noExamples')}</p>;
  return (
    <ul className={styles.examples}>
      {examples.map(example => (
        <li key={example.row} className={styles.example}>
          <div className={styles.exampleHead}>
            <Link href={`/data/${datasetId}?row=${example.row}`}>{t('rowNumber', { row: example.row })}</Link>
            {example.other !== null && example.other !== example.row && (
              <Link href={`/data/${datasetId}?row=${example.other}`}>{t('likeRow', { row: example.other })}</Link>
            )}
            {example.after === null && <Badge tone="bad">{t('dropped')}</Badge>}
          </div>
          {example.after === null ? (
            <Text parts={['', '', example.before]} />
          ) : (
            <BeforeAfter before={example.before} after={example.after} />
          )}
        </li>
      ))}
    </ul>
  );
}

function BeforeAfter({ before, after }: { readonly before: string; readonly after: string }) {
  const t = useT('cleaning');
  const parts = differenceOf(before, after);
  return (
    <dl className={styles.sides}>
      <div>
        <dt>{t('before')}</dt>
        <dd>
          <Text parts={parts.before} mark="removed" />
        </dd>
      </div>
      <div>
        <dt>{t('after')}</dt>
        <dd>
          <Text parts={parts.after} mark="added" />
        </dd>
      </div>
    </dl>
  );
}

interface TextProps {
  readonly parts: readonly [string, string, string];
  readonly mark?: 'removed' | 'added';
}

function Text({ parts: [start, other, end], mark }: TextProps) {
  const t = useT('cleaning');
  if (start + other + end === '') return <span className={styles.quiet}>{t('empty')}</span>;
  return (
    <span className={styles.text} dir="auto">
      {visible(start)}
      {other !== '' && <mark data-mark={mark}>{visible(other)}</mark>}
      {visible(end)}
    </span>
  );
}
