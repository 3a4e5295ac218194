import { UnstyledButton } from '@mantine/core';
import { type ColumnSummary, type Dataset, statistics } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Panel, Unanswered } from '../../ui/index.ts';
import styles from './ColumnSummaries.module.css';
import { missingQuery, valueQuery } from './queries.ts';

const SHOWN_COLUMNS = 200;
const SHOWN_VALUES = 4;
/** The share from which on a value says something of its column. */
const FREQUENT = 0.01;

export interface ColumnSummariesProps {
  readonly dataset: Dataset;
  /** Another value whenever the rows have changed. */
  readonly rowsKey: string;
  readonly onQuery: (query: string) => void;
}

/** What stands in each column, in few lines beside the rows: gaps, frequent values, how numbers and lengths lie. */
export function ColumnSummaries({ dataset, rowsKey, onQuery }: ColumnSummariesProps) {
  const t = useT('statistics');
  const format = useFormat();
  const answer = useAnswer(statistics.columns, { datasetId: dataset.id }, { refreshOn: rowsKey });
  if (answer.state !== 'ready') return <Unanswered answer={answer} shape="table" />;
  const { rows, sampled, columns } = answer.value;

  return (
    <Panel title={t('columns')} aside={format.number(columns.length)} flush>
      <p className={styles.note}>
        {sampled < rows
          ? t('summariesSample', { sampled: format.number(sampled), rows: format.number(rows) })
          : t('summariesAll')}
      </p>
      <ul className={styles.list}>
        {columns.slice(0, SHOWN_COLUMNS).map(column => (
          <Summary key={column.column} column={column} sampled={sampled} onQuery={onQuery} />
        ))}
      </ul>
      {columns.length > SHOWN_COLUMNS && (
        <p className={styles.note}>{t('moreColumns', { count: columns.length - SHOWN_COLUMNS })}</p>
      )}
    </Panel>
  );
}

interface SummaryProps extends Pick<ColumnSummariesProps, 'onQuery'> {
  readonly column: ColumnSummary;
  readonly sampled: number;
}

function Summary({ column, sampled, onQuery }: SummaryProps) {
  const t = useT('statistics');
  const format = useFormat();
  const { missing, distinct, exact, top, numbers } = column;
  // Of a column whose values repeat, the values say most; of any other, how they lie.
  const most = top[0]?.rows ?? 0;
  const repeats = numbers === null && most > 1 && most >= sampled * FREQUENT;
  return (
    <li className={styles.column}>
      <div className={styles.head}>
        <strong title={column.column}>{column.column}</strong>
        <span className={styles.dim}>
          {exact ? t('distinctCount', { count: distinct }) : t('distinctAbout', { number: format.number(distinct) })}
        </span>
      </div>
      {missing > 0 && (
        <UnstyledButton className={styles.gap} onClick={() => onQuery(missingQuery(column.column))}>
          {t('missingShare', { share: format.percent(missing / Math.max(1, sampled)) })}
        </UnstyledButton>
      )}
      {repeats ? <Values column={column} sampled={sampled} onQuery={onQuery} /> : <Bins column={column} />}
    </li>
  );
}

function Values({ column, sampled, onQuery }: SummaryProps) {
  const format = useFormat();
  return (
    <ul className={styles.values}>
      {column.top.slice(0, SHOWN_VALUES).map(({ value, rows }) => (
        <li key={value}>
          <UnstyledButton className={styles.value} title={value} onClick={() => onQuery(valueQuery(column, value))}>
            <span className={styles.fill} style={{ width: `${(100 * rows) / Math.max(1, sampled)}%` }} aria-hidden />
            <bdi className={styles.name}>{value}</bdi>
            <span className={styles.dim}>{format.percent(rows / Math.max(1, sampled))}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

/** Bars without an axis: where most lie is seen, their ends are said below. */
function Bins({ column: { bins, numbers } }: { readonly column: ColumnSummary }) {
  const t = useT('statistics');
  const format = useFormat();
  const most = Math.max(1, ...bins.map(({ rows }) => rows));
  const [first, last] = [bins[0], bins.at(-1)];
  if (first === undefined || last === undefined) return null;
  const bound = (value: number): string => (numbers ? format.number(value, 2) : format.number(Math.round(value)));
  const ends = { from: bound(first.from), to: bound(last.to) };
  const says = numbers ? t('summaryNumbers', ends) : t('summaryLengths', ends);
  return (
    <>
      <div className={styles.bins} role="img" aria-label={says}>
        {bins.map(({ from, rows }) => (
          <span key={from} style={{ height: `${Math.ceil((100 * rows) / most)}%` }} />
        ))}
      </div>
      <span className={styles.dim}>{says}</span>
    </>
  );
}
