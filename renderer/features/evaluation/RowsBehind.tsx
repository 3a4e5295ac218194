import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFocusCentered, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import {
  attention,
  type DatasetId,
  type Evaluation,
  type EvaluationReport,
  evaluation,
  type PredictedRow,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAction, useAnswer } from '../../rpc/index.ts';
import { type Column, DataTable, Failure, Panel, Waiting } from '../../ui/index.ts';
import styles from './RowsBehind.module.css';
import { onlyWrong, type RowFilter } from './row-filter.ts';
import { useSubjectName } from './use-subjects.ts';

const PAGE = 20;

export interface RowsBehindProps {
  readonly evaluation: Evaluation;
  readonly report: EvaluationReport;
  readonly datasetId: DatasetId | null;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
}

/** The rows behind a cell of a matrix, or all that a subject got wrong; the most confident answer first. */
export function RowsBehind(props: RowsBehindProps) {
  const { subject, label, predicted } = props.filter;
  return <Pages key={`${subject} ${label} ${predicted}`} {...props} />;
}

function Pages({ evaluation: shown, report, datasetId, filter, onFilter }: RowsBehindProps) {
  const t = useT('evaluation');
  const nameOf = useSubjectName();
  const [start, setStart] = useState(0);
  const wrong = onlyWrong(filter);
  const rows = useAnswer(
    evaluation.rows,
    { evaluationId: shown.id, ...filter, onlyWrong: wrong, start, limit: PAGE },
    { keepPrevious: true },
  );
  const title = wrong
    ? t('wrongRows')
    : t('cellRows', { label: filter.label ?? '', predicted: filter.predicted ?? '' });
  const aside = rows.state === 'ready' ? t('rowsSeen', { count: rows.value.total }) : undefined;

  return (
    <Panel
      title={title}
      aside={aside}
      flush
      actions={
        <>
          {!wrong && (
            <Button variant="subtle" size="compact-xs" onClick={() => onFilter({ subject: filter.subject })}>
              {t('showWrong')}
            </Button>
          )}
          <SegmentedControl
            aria-label={t('subject')}
            value={filter.subject}
            onChange={subject => onFilter({ ...filter, subject })}
            data={report.subjects.map(({ name }) => ({ value: name, label: nameOf(name) }))}
          />
        </>
      }
    >
      {rows.state === 'waiting' && <Waiting shape="table" />}
      {rows.state === 'failed' && (
        <div className={styles.failure}>
          <Failure trouble={rows.trouble} retry={rows.refresh} />
        </div>
      )}
      {rows.state === 'ready' && (
        <>
          <Rows evaluation={shown} report={report} datasetId={datasetId} filter={filter} rows={rows.value.rows} />
          {rows.value.total > PAGE && (
            <Paging start={start} total={rows.value.total} shown={rows.value.rows.length} onStart={setStart} />
          )}
        </>
      )}
    </Panel>
  );
}

interface RowsProps {
  readonly evaluation: Evaluation;
  readonly report: EvaluationReport;
  readonly datasetId: DatasetId | null;
  readonly filter: RowFilter;
  readonly rows: readonly PredictedRow[];
}

function Rows({ evaluation: shown, report, datasetId, filter, rows }: RowsProps) {
  const t = useT('evaluation');
  const format = useFormat();
  const nameOf = useSubjectName();
  const [, go] = useLocation();
  const look = useAction(attention.start);

  const lookAt = async (row: number): Promise<void> => {
    if (datasetId === null) return;
    const subject = filter.subject === 'base' ? 'base' : 'tuned';
    const map = await look.run({ runId: shown.runId, subject, source: { datasetId, row } });
    if (map) go(`/attention/${map.id}`);
  };
  const columns: Column<PredictedRow>[] = [
    { key: 'row', title: t('row'), align: 'end', width: '64px', cell: ({ row }) => format.number(row) },
    {
      key: 'text',
      title: t('text'),
      cell: ({ text }) => (
        <div className={styles.text} title={text}>
          {text}
        </div>
      ),
    },
    {
      key: 'label',
      title: t('label'),
      width: '96px',
      cell: ({ label }) => <span className={styles.label}>{label}</span>,
    },
    ...report.subjects.map(
      ({ name }): Column<PredictedRow> => ({
        key: `answer ${name}`,
        title: nameOf(name),
        width: '124px',
        cell: row => <Answer row={row} subject={name} labels={report.labels} />,
      }),
    ),
    {
      key: 'actions',
      title: '',
      align: 'end',
      width: '172px',
      cell: ({ row }) => (
        <div className={styles.actions}>
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconFocusCentered size={13} />}
            disabled={look.busy || datasetId === null}
            onClick={() => void lookAt(row)}
          >
            {t('attention')}
          </Button>
          {datasetId !== null && (
            <Tooltip label={t('openRow')}>
              <ActionIcon
                component={Link}
                href={`/data/${datasetId}?row=${row}`}
                aria-label={t('openRowNumber', { row })}
                size={22}
              >
                <IconTable size={14} />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      ),
    },
  ];

  return (
    <>
      {look.trouble && (
        <div className={styles.failure}>
          <Failure trouble={look.trouble} />
        </div>
      )}
      <DataTable label={t('rowsTable')} columns={columns} rows={rows} rowKey={({ row }) => row} empty={t('noRows')} />
    </>
  );
}

/** What a subject answered, and how sure it was. */
function Answer({ row, subject, labels }: { row: PredictedRow; subject: string; labels: readonly string[] }) {
  const format = useFormat();
  const answer = row.answers.find(answer => answer.subject === subject);
  if (!answer) return '–';
  const right = answer.predicted === row.label;
  const probability = answer.probabilities[labels.indexOf(answer.predicted)];

  return (
    <span className={styles.answer} {...(right ? { 'data-right': true } : { 'data-wrong': true })}>
      <span>
        {right ? '✓' : '✕'} {answer.predicted}
      </span>
      {probability !== undefined && <span className={styles.probability}>{format.percent(probability, 0)}</span>}
    </span>
  );
}

interface PagingProps {
  readonly start: number;
  readonly total: number;
  readonly shown: number;
  readonly onStart: (start: number) => void;
}

function Paging({ start, total, shown, onStart }: PagingProps) {
  const t = useT('evaluation');
  return (
    <div className={styles.pages}>
      <span>{t('page', { from: start + 1, to: start + shown, total })}</span>
      <ActionIcon
        aria-label={t('pageBefore')}
        disabled={start === 0}
        onClick={() => onStart(Math.max(0, start - PAGE))}
      >
        <IconChevronLeft size={15} />
      </ActionIcon>
      <ActionIcon aria-label={t('pageAfter')} disabled={start + shown >= total} onClick={() => onStart(start + PAGE)}>
        <IconChevronRight size={15} />
      </ActionIcon>
    </div>
  );
}
