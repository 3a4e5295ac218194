import { Button } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { type Catalog, type Export, exporting, type Run, training } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { SampleLink } from '../../app/SampleLink.tsx';
import { useAnswer } from '../../rpc/index.ts';
import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  FormAndList,
  Page,
  PageHeader,
  Panel,
  StatusBadge,
  UnansweredPage,
} from '../../ui/index.ts';
import { JobProgress, useJobs } from '../jobs/index.ts';
import { useCatalog } from '../training/index.ts';
import styles from './ExportsPage.module.css';
import { keptAttempt } from './parity.ts';
import { StartExport } from './StartExport.tsx';

const NOTHING = {};

/** One button that exports a run, and what was exported before with its verdict. */
export function ExportsPage() {
  const t = useT('export');
  const [search] = useSearchParams();
  const exports = useAnswer(exporting.exports, NOTHING);
  const runs = useAnswer(training.runs, NOTHING);
  const catalog = useCatalog();

  if (exports.state !== 'ready') return <UnansweredPage answer={exports} />;
  if (runs.state !== 'ready') return <UnansweredPage answer={runs} />;
  if (catalog.state !== 'ready') return <UnansweredPage answer={catalog} />;

  const usable = runs.value.filter(({ adapterPath }) => adapterPath !== null);
  return (
    <Page wide>
      <PageHeader title={t('title')} says={t('says')} />
      {usable.length === 0 && exports.value.length === 0 ? (
        <Panel>
          <EmptyState
            icon={IconPackageExport}
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
        <FormAndList>
          <Panel title={t('newExport')}>
            <StartExport runs={usable} catalog={catalog.value} runId={search.get('run')} />
          </Panel>
          <Panel title={t('exports')} aside={String(exports.value.length)} flush>
            <ExportsTable exports={exports.value} runs={runs.value} catalog={catalog.value} />
          </Panel>
        </FormAndList>
      )}
    </Page>
  );
}

interface ExportsTableProps {
  readonly exports: readonly Export[];
  readonly runs: readonly Run[];
  readonly catalog: Catalog;
}

function ExportsTable({ exports, runs, catalog }: ExportsTableProps) {
  const t = useT('export');
  const format = useFormat();
  const jobs = useJobs();
  const [, go] = useLocation();

  const columns: Column<Export>[] = [
    {
      key: 'state',
      title: t('state'),
      width: '116px',
      cell: ({ id, state }) => <StatusBadge state={jobs?.find(job => job.id === id)?.state ?? state} />,
    },
    {
      key: 'run',
      title: t('run'),
      cell: ({ id, runId, targetId }) => {
        const job = jobs?.find(job => job.id === id);
        return (
          <>
            <div className={styles.strong}>{runs.find(({ id }) => id === runId)?.name ?? runId}</div>
            <div className={styles.dim}>
              {catalog.exportTargets.find(({ id }) => id === targetId)?.title ?? targetId}
            </div>
            {job && <JobProgress job={job} />}
          </>
        );
      },
    },
    {
      key: 'verdict',
      title: t('parity'),
      width: '124px',
      cell: ({ parity }) =>
        parity && <Badge tone={parity.passed ? 'good' : 'bad'}>{t(parity.passed ? 'passed' : 'notPassed')}</Badge>,
    },
    {
      key: 'drop',
      title: t('lost'),
      align: 'end',
      width: '112px',
      cell: ({ parity }) => {
        const kept = parity && keptAttempt(parity);
        return kept && t('pointsShort', { points: format.number(kept.dropPoints, 2) });
      },
    },
    {
      key: 'size',
      title: t('size'),
      align: 'end',
      width: '96px',
      cell: ({ parity }) => parity && format.percent(parity.sizeRatio, 0),
    },
    {
      key: 'latency',
      title: t('time'),
      align: 'end',
      width: '96px',
      cell: ({ parity }) => parity && format.percent(parity.latencyRatio, 0),
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
      label={t('exports')}
      columns={columns}
      rows={[...exports].sort((a, b) => b.createdAtMs - a.createdAtMs)}
      rowKey={({ id }) => id}
      onOpen={({ id }) => go(`/exports/${id}`)}
      empty={t('noExports')}
    />
  );
}
