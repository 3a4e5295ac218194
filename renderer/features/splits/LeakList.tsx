import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import {
  type DatasetId,
  type Leak,
  type LeakReason,
  type LeakReport,
  queryRows,
  splits,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Badge, Changed, differencesOf, Panel, Scrolled, Unanswered } from '../../ui/index.ts';
import styles from './LeakList.module.css';

const PAGE = 10;

export interface LeakListProps {
  readonly datasetId: DatasetId;
  /** When the list was made: another one is read anew. */
  readonly madeAtMs: number;
  readonly report: LeakReport;
}

const KINDS = [
  { reason: 'text', name: 'equalTexts' },
  { reason: 'near', name: 'nearTexts' },
  { reason: 'group', name: 'sharedGroups' },
] as const satisfies readonly { reason: LeakReason; name: keyof LeakReport }[];

/** What leaks, ten at a time, of all kinds or of one: the rows that are tied across splits, side by side. */
export function LeakList({ datasetId, madeAtMs, report }: LeakListProps) {
  const t = useT('splits');
  const format = useFormat();
  const [start, setStart] = useState(0);
  const [reason, setReason] = useState<LeakReason | null>(null);
  const kinds = KINDS.filter(({ name }) => report[name] > 0);
  const answer = useAnswer(
    splits.leaks,
    { datasetId, start, limit: PAGE, ...(reason !== null && { reason }) },
    { keepPrevious: true, refreshOn: madeAtMs },
  );

  if (answer.state !== 'ready') return <Unanswered answer={answer} shape="panel" />;
  const { leaks, listed, total } = answer.value;
  if (listed === 0) return null;
  const shownTo = Math.min(listed, start + PAGE);
  const aside = t('leaksAside', {
    from: format.number(start + 1),
    to: format.number(shownTo),
    total: format.number(total),
  });

  return (
    <Panel
      title={t('leaks')}
      aside={aside}
      actions={
        listed > PAGE && (
          <>
            <Button
              variant="default"
              size="compact-sm"
              disabled={start === 0}
              onClick={() => setStart(Math.max(0, start - PAGE))}
            >
              {t('previous')}
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              disabled={shownTo >= listed}
              onClick={() => setStart(start + PAGE)}
            >
              {t('next')}
            </Button>
          </>
        )
      }
    >
      {kinds.length > 1 && (
        <SegmentedControl
          aria-label={t('leakKinds')}
          size="xs"
          value={reason ?? 'all'}
          onChange={value => {
            setReason(value === 'all' ? null : (value as LeakReason));
            setStart(0);
          }}
          data={[
            { value: 'all', label: t('allKinds') },
            ...kinds.map(({ reason, name }) => ({
              value: reason,
              label: `${t(name)} ${format.number(report[name])}`,
            })),
          ]}
        />
      )}
      {listed < total && (
        <p className={styles.dim}>{t('listCut', { listed: format.number(listed), total: format.number(total) })}</p>
      )}
      <ul className={styles.list}>
        {leaks.map(leak => (
          <li key={`${leak.reason} ${leak.rows.map(({ row }) => row).join(' ')}`}>
            <OneLeak datasetId={datasetId} leak={leak} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function OneLeak({
  datasetId,
  leak: { reason, group, sizes, rows },
}: {
  readonly datasetId: string;
  readonly leak: Leak;
}) {
  const t = useT('splits');
  const format = useFormat();
  const said =
    reason === 'group'
      ? t('reasonGroup', { group: String(group) })
      : t(reason === 'text' ? 'reasonText' : 'reasonNear');
  const differ = reason !== 'group' && rows.some(({ text }) => text !== rows[0]?.text);
  const counts = {
    train: format.number(sizes.train),
    validation: format.number(sizes.validation),
    test: format.number(sizes.test),
  };

  return (
    <section className={styles.leak}>
      <header className={styles.header}>
        <h3 className={styles.reason}>{said}</h3>
        <span className={styles.dim}>{t('tiedRows', counts)}</span>
      </header>
      <p className={styles.dim}>
        {differ && `${t('differencesMarked')} `}
        <Link href={`/data/${datasetId}?q=${encodeURIComponent(queryRows(rows.map(({ row }) => row)))}`}>
          {t('showTied')}
        </Link>
      </p>
      <div className={styles.rows}>
        {rows.map(({ row, split, label, text }, at) => (
          <article key={row} className={styles.row}>
            <p className={styles.rowHeader}>
              <Link href={`/data/${datasetId}?row=${row}`}>{t('rowLink', { row: format.number(row) })}</Link>
              <Badge tone={split === 'test' ? 'warn' : split === 'train' ? 'active' : 'quiet'}>{t(split)}</Badge>
              {label !== null && (
                <span className={styles.label} title={label}>
                  {label}
                </span>
              )}
            </p>
            <Scrolled as="p" className={styles.text} dir="auto">
              {reason === 'group' ? text : <Marked text={text} against={rows[at === 0 ? 1 : 0]?.text ?? text} />}
            </Scrolled>
          </article>
        ))}
      </div>
    </section>
  );
}

/** A text with what it has other than the text beside it. */
function Marked({ text, against }: { readonly text: string; readonly against: string }) {
  const { left } = useMemo(() => differencesOf(text, against), [text, against]);
  return <Changed pieces={left} mark="unlike" />;
}
