import { Link } from 'wouter';
import {
  type Evaluation,
  type Export,
  evaluation,
  exporting,
  type JobState,
  type Run,
} from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { type Column, DataTable, Panel, StatusBadge } from '../../ui/index.ts';
import styles from './RunPage.module.css';

const NOTHING = {};
const TELLING_METRIC = 'macro-f1';

interface Result {
  readonly id: string;
  readonly what: string;
  readonly href: string;
  readonly state: JobState;
  readonly says: string;
  readonly createdAtMs: number;
}

/** What was made from a run: its evaluations and exports. */
export function RunResults({ run }: { readonly run: Run }) {
  const t = useT('training');
  const format = useFormat();
  const evaluations = useAnswer(evaluation.evaluations, NOTHING);
  const exports = useAnswer(exporting.exports, NOTHING);
  if (evaluations.state !== 'ready' || exports.state !== 'ready') return null;

  const results = [
    ...evaluations.value.filter(({ runId }) => runId === run.id).map(evaluationResult),
    ...exports.value.filter(({ runId }) => runId === run.id).map(exportResult),
  ].sort((a, b) => b.createdAtMs - a.createdAtMs);

  const columns: Column<Result>[] = [
    { key: 'what', title: t('result'), cell: ({ what, href }) => <Link href={href}>{what}</Link> },
    { key: 'state', title: t('state'), width: '112px', cell: ({ state }) => <StatusBadge state={state} /> },
    { key: 'says', title: '', align: 'end', cell: ({ says }) => says },
    {
      key: 'made',
      title: t('made'),
      align: 'end',
      width: '104px',
      cell: ({ createdAtMs }) => <time className={styles.dim}>{format.ago(createdAtMs)}</time>,
    },
  ];
  return (
    <Panel title={t('results')} aside={String(results.length)} flush>
      <DataTable label={t('results')} columns={columns} rows={results} rowKey={({ id }) => id} empty={t('noResults')} />
    </Panel>
  );

  function evaluationResult({ id, state, report, createdAtMs }: Evaluation): Result {
    const scores = report?.subjects.map(
      ({ scores }) => scores.find(({ metric }) => metric === TELLING_METRIC)?.value ?? Number.NaN,
    );
    const says = scores ? t('scoreChange', { scores: scores.map(value => format.number(value, 3)).join(' → ') }) : '';
    return { id, what: t('evaluationOf'), href: `/evaluations/${id}`, state, says, createdAtMs };
  }

  function exportResult({ id, targetId, state, parity, createdAtMs }: Export): Result {
    const says = parity ? t(parity.passed ? 'gatePassed' : 'gateFailed') : '';
    return { id, what: t('exportOf', { target: targetId }), href: `/exports/${id}`, state, says, createdAtMs };
  }
}
