import { Link } from 'wouter';
import type { CleaningExample, DatasetId } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { Badge, Changed, type ChangedProps, differencesOf, type Piece } from '../../ui/index.ts';
import styles from './CleaningPage.module.css';
import { visible } from './visible.ts';

export interface ExamplesProps {
  readonly datasetId: DatasetId;
  readonly examples: readonly CleaningExample[];
}

/** Up to five rows a step touches, before and after, with what differs marked. */
export function Examples({ datasetId, examples }: ExamplesProps) {
  const t = useT('cleaning');
  const format = useFormat();
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
            <Labels example={example} />
            {example.value !== null && (
              <span className={styles.quiet}>
                {example.other === null
                  ? t('measure', { value: format.number(example.value, 1) })
                  : t('alike', { share: format.percent(Math.floor(example.value * 100) / 100, 0) })}
              </span>
            )}
            {example.after === null && <Badge tone="bad">{t('dropped')}</Badge>}
          </div>
          <Sides example={example} />
        </li>
      ))}
    </ul>
  );
}

/** Which labels contradict each other, where they do. */
function Labels({ example: { label, other, otherLabel } }: { readonly example: CleaningExample }) {
  const t = useT('cleaning');
  if (other === null || label === otherLabel) return null;
  const said = (one: string | null): string => (one === null ? t('noLabel') : visible(one));
  return <Badge tone="warn">{t('labels', { label: said(label), other: said(otherLabel) })}</Badge>;
}

/** What becomes of a text; of one that is dropped for another row, the two beside each other. */
function Sides({ example: { before, after, other, otherText } }: { readonly example: CleaningExample }) {
  const t = useT('cleaning');
  if (after !== null) return <Pair titles={[t('before'), t('after')]} texts={[before, after]} marks={CHANGED} />;
  if (other === null || otherText === null || otherText === before)
    return <Text pieces={[{ text: before, differs: false }]} />;
  return <Pair titles={[t('thisRow'), t('otherRow', { row: other })]} texts={[before, otherText]} marks={UNLIKE} />;
}

const CHANGED = ['removed', 'added'] as const;
const UNLIKE = ['unlike', 'unlike'] as const;

interface PairProps {
  readonly titles: readonly [string, string];
  readonly texts: readonly [string, string];
  readonly marks: readonly [Mark, Mark];
}

function Pair({ titles, texts, marks }: PairProps) {
  const { left, right } = differencesOf(...texts);
  return (
    <dl className={styles.sides}>
      {([left, right] as const).map((pieces, side) => (
        <div key={titles[side]}>
          <dt>{titles[side]}</dt>
          <dd>
            <Text pieces={pieces} mark={marks[side]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Mark = ChangedProps['mark'];

/** Without a mark nothing in it differs. */
function Text({ pieces, mark = 'unlike' }: { readonly pieces: readonly Piece[]; readonly mark?: Mark | undefined }) {
  const t = useT('cleaning');
  if (pieces.every(({ text }) => text === '')) return <span className={styles.quiet}>{t('empty')}</span>;
  return (
    <span className={styles.text} dir="auto">
      <Changed pieces={pieces.map(({ text, differs }) => ({ text: visible(text), differs }))} mark={mark} />
    </span>
  );
}
