import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import {
  type CompareReport,
  type DifferenceKind,
  type RowDifference,
  versioning,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Unanswered } from '../../ui/index.ts';
import styles from './Versions.module.css';

export interface DifferencesProps {
  readonly report: CompareReport;
  readonly kind: DifferenceKind;
  readonly onKind: (kind: DifferenceKind) => void;
}

const PAGE = 20;
const KINDS = ['changed', 'added', 'removed'] as const;

/** The rows that two versions do not share, page by page, cell by cell. */
export function Differences({ report, kind, onKind }: DifferencesProps) {
  const t = useT('versions');
  const format = useFormat();
  const [start, setStart] = useState(0);
  const { left, right } = report;
  const page = useAnswer(versioning.differences, { left, right, kind, start, limit: PAGE });
  const listed = report.listed[kind];

  return (
    <section className={styles.stack} aria-label={t('differences')}>
      <SegmentedControl
        aria-label={t('differences')}
        value={kind}
        onChange={value => {
          setStart(0);
          onKind(KINDS.find(one => one === value) ?? 'changed');
        }}
        data={KINDS.map(value => ({ value, label: `${t(value)} (${format.number(report[value])})` }))}
      />
      {listed < report[kind] && (
        <p className={styles.dim}>
          {t('listedOf', { listed: format.number(listed), all: format.number(report[kind]) })}
        </p>
      )}
      {page.state !== 'ready' && <Unanswered answer={page} shape="table" />}
      {page.state === 'ready' && page.value.rows.length === 0 && <p className={styles.dim}>{t('noDifferences')}</p>}
      {page.state === 'ready' && page.value.rows.length > 0 && (
        <>
          <ol className={styles.differences}>
            {page.value.rows.map(difference => (
              <Difference key={difference.row.left ?? `+${difference.row.right}`} difference={difference} />
            ))}
          </ol>
          <div className={styles.actions}>
            <span className={`${styles.grow} ${styles.dim}`}>
              {t('pageOf', {
                from: format.number(start + 1),
                to: format.number(start + page.value.rows.length),
                total: format.number(page.value.total),
              })}
            </span>
            <Button variant="default" disabled={start === 0} onClick={() => setStart(Math.max(0, start - PAGE))}>
              {t('previous')}
            </Button>
            <Button
              variant="default"
              disabled={start + PAGE >= page.value.total}
              onClick={() => setStart(start + PAGE)}
            >
              {t('next')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function Difference({ difference: { row, split, cells } }: { readonly difference: RowDifference }) {
  const t = useT('versions');
  const format = useFormat();
  const moved = split.left !== split.right;
  const numbers = [...new Set([row.left, row.right])].filter(number => number !== null);

  return (
    <li className={styles.difference}>
      <strong>
        {t('row')} {numbers.map(number => format.number(number)).join(' → ')}
      </strong>
      <table className={styles.cells}>
        <thead>
          <tr>
            <th scope="col">{t('column')}</th>
            <td>{t('before')}</td>
            <td>{t('after')}</td>
          </tr>
        </thead>
        <tbody>
          {moved && <Cells name={t('split')} left={split.left} right={split.right} />}
          {cells.map(({ column, left, right }) => (
            <Cells key={column} name={column} left={left} right={right} />
          ))}
        </tbody>
      </table>
    </li>
  );
}

interface CellsProps {
  readonly name: string;
  readonly left: string | null;
  readonly right: string | null;
}

function Cells({ name, left, right }: CellsProps) {
  const t = useT('versions');
  const text = (value: string | null) =>
    value === null || value === '' ? (
      <span className={styles.none}>{t('nothing')}</span>
    ) : (
      <div className={styles.text} tabIndex={value.length > 400 ? 0 : undefined}>
        {value}
      </div>
    );
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles.gone}>{text(left)}</td>
      <td className={styles.come}>{text(right)}</td>
    </tr>
  );
}
