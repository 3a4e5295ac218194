import { Button } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { type Evaluation, evaluation, type Run, training } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { SampleLink } from '../../app/SampleLink.tsx';
import { useAnswer } from '../../rpc/index.ts';
import {
  type Column,
  DataTable,
  EmptyState,
  Page,
  PageHeader,
  Panel,
  StatusBadge,
  UnansweredPage,
} from '../../ui/index.ts';
import { JobProgress, useJobs } from '../jobs/index.ts';
import { useCatalog } from '../training/index.ts';
import { comparison } from './comparison.ts';
import styles from './EvaluationPage.module.css';
import { VerdictMark } from './VerdictMark.tsx';

const NOTHING = {};
const TELLING_METRIC = 'macro-f1';

/** All evaluations, each with what the tuned model gained. */
export function EvaluationsPage() {
  const t = useT('evaluation');
  const evaluations = useAnswer(evaluation.evaluations, NOTHING);
  const runs = useAnswer(training.runs, NOTHING);

  if (evaluations.state !== 'ready') return <UnansweredPage answer={evaluations} />;
  return (
    <Page wide>
      <PageHeader title={t('title')} says={t('says')} />
      {evaluations.value.length === 0 ? (
        <Panel>
          <EmptyState
            icon={IconChartBar}
            title={t('emptyTitle')}
            says={t('emptySays')}
            action={
              <Button component={Link} href="/runs">
                {t('toRuns')}
              </Button>
            }
            other={<SampleLink />}
          />
        </Panel>
      ) : (
        <Panel title={t('evaluations')} aside={String(evaluations.value.length)} flush>
          <EvaluationsTable evaluations={evaluations.value} runs={runs.state === 'ready' ? runs.value : []} />
        </Panel>
      )}
    </Page>
  );
}

interface EvaluationsTableProps {
  readonly evaluations: readonly Evaluation[];
  readonly runs: readonly Run[];
}

function EvaluationsTable({ evaluations, runs }: EvaluationsTableProps) {
  const t = useT('evaluation');
  const split = useT('dataset');
  const format = useFormat();
  const [, go] = useLocation();
  const jobs = useJobs();
  const catalog = useCatalog();
  const metric =
    catalog.state === 'ready'
      ? (catalog.value.metrics.find(({ id }) => id === TELLING_METRIC)?.title ?? TELLING_METRIC)
      : TELLING_METRIC;

  const columns: Column<Evaluation>[] = [
    {
      key: 'state',
      title: t('state'),
      width: '116px',
      cell: ({ id, state }) => <StatusBadge state={jobs?.find(job => job.id === id)?.state ?? state} />,
    },
    {
      key: 'run',
      title: t('run'),
      cell: ({ id, runId }) => {
        const job = jobs?.find(job => job.id === id);
        return (
          <>
            <div className={styles.strong}>{runs.find(({ id }) => id === runId)?.name ?? runId}</div>
            {job && <JobProgress job={job} />}
          </>
        );
      },
    },
    { key: 'split', title: t('split'), width: '96px', cell: evaluation => split(evaluation.split) },
    {
      key: 'rows',
      title: t('rows'),
      align: 'end',
      width: '80px',
      cell: ({ report }) => (report ? format.number(report.rowCount) : ''),
    },
    {
      key: 'scores',
      title: metric,
      align: 'end',
      width: '150px',
      cell: ({ report }) => {
        const scores = report?.subjects.flatMap(({ scores }) =>
          scores.filter(({ metric }) => metric === TELLING_METRIC),
        );
        return scores?.map(({ value }) => format.number(value, 3)).join(' → ');
      },
    },
    {
      key: 'gain',
      title: t('difference'),
      align: 'end',
      width: '130px',
      cell: ({ report }) => {
        const line = report && comparison(report, NONE).find(({ metric }) => metric === TELLING_METRIC);
        const difference = line?.differences[0];
        return difference && <VerdictMark verdict={difference.verdict} value={difference.score.value} />;
      },
    },
    {
      key: 'created',
      title: t('made'),
      align: 'end',
      width: '108px',
      cell: ({ createdAtMs }) => <time title={format.dateTime(createdAtMs)}>{format.ago(createdAtMs)}</time>,
    },
  ];
  return (
    <DataTable
      label={t('evaluations')}
      columns={columns}
      rows={[...evaluations].sort((a, b) => b.createdAtMs - a.createdAtMs)}
      rowKey={({ id }) => id}
      onOpen={({ id }) => go(`/evaluations/${id}`)}
    />
  );
}

const NONE: ReadonlySet<string> = new Set();
