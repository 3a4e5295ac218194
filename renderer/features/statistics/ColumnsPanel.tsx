import { Link } from 'wouter';
import type { ColumnFacts, Statistics } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { DataTable, Panel } from '../../ui/index.ts';
import { missingQuery, valueQuery } from './queries.ts';
import styles from './StatisticsPage.module.css';

const SHOWN_VALUES = 8;

/** Column by column: what kind of values, how many are missing, how many differ, and which come most often. */
export function ColumnsPanel({ found, to }: { readonly found: Statistics; readonly to: (query: string) => string }) {
  const t = useT('statistics');
  const format = useFormat();
  const distinct = ({ distinct, exact }: ColumnFacts): string =>
    exact ? format.number(distinct) : t('about', { number: format.number(distinct) });

  return (
    <Panel title={t('columns')} aside={format.number(found.columns.length)} flush>
      <DataTable
        label={t('columns')}
        rows={found.columns}
        rowKey={({ column }) => column}
        columns={[
          { key: 'column', title: t('column'), cell: ({ column }) => column, width: '18%' },
          { key: 'kind', title: t('kind'), cell: facts => t(kindOf(facts)), width: '88px' },
          {
            key: 'missing',
            title: t('missing'),
            align: 'end',
            width: '150px',
            cell: ({ column, missing }) => (
              <Missing missing={missing} all={found.rows} href={to(missingQuery(column))} />
            ),
          },
          { key: 'distinct', title: t('distinct'), align: 'end', width: '120px', cell: distinct },
          {
            key: 'top',
            title: t('top'),
            cell: facts => <Values facts={facts} to={to} />,
          },
        ]}
      />
    </Panel>
  );
}

function Missing({ missing, all, href }: { readonly missing: number; readonly all: number; readonly href: string }) {
  const format = useFormat();
  if (missing === 0) return <span className={styles.dim}>0</span>;
  return (
    <span className={styles.missing}>
      <span className={styles.track} aria-hidden>
        <span className={styles.fill} style={{ display: 'block', width: `${(100 * missing) / all}%` }} />
      </span>
      <Link href={href}>{format.number(missing)}</Link>
    </span>
  );
}

function Values({ facts, to }: { readonly facts: ColumnFacts; readonly to: (query: string) => string }) {
  const t = useT('statistics');
  const format = useFormat();
  const { top, numbers } = facts;

  return (
    <span className={styles.values}>
      {numbers && (
        <span className={styles.dim}>
          {t('rangeOf', {
            min: format.exact(numbers.min),
            max: format.exact(numbers.max),
            mean: format.number(numbers.mean, 2),
          })}
        </span>
      )}
      {top.slice(0, SHOWN_VALUES).map(({ value, rows }) => (
        <span key={value} className={styles.value}>
          <Link href={to(valueQuery(facts, value))} title={value}>
            {value}
          </Link>
          <span className={styles.dim}>{format.number(rows)}</span>
        </span>
      ))}
      {top.length === 0 && !numbers && <span className={styles.dim}>{t('allDifferent')}</span>}
    </span>
  );
}

function kindOf({ kinds }: ColumnFacts): 'kindText' | 'kindNumber' | 'kindBoolean' | 'kindMixed' | 'kindNothing' {
  const there = (['text', 'number', 'boolean'] as const).filter(kind => kinds[kind] > 0);
  if (there.length > 1) return 'kindMixed';
  if (there[0] === undefined) return 'kindNothing';
  return ({ text: 'kindText', number: 'kindNumber', boolean: 'kindBoolean' } as const)[there[0]];
}
