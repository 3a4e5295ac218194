import { Button } from '@mantine/core';
import { IconSubtask } from '@tabler/icons-react';
import { Link, useSearchParams } from 'wouter';
import type { Job } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { SampleLink } from '../../app/SampleLink.tsx';
import { EmptyState, ErrorCard, Page, PageHeader, Panel, StatusBadge, Waiting } from '../../ui/index.ts';
import { JobControls } from './JobControls.tsx';
import { JobsTable } from './JobsTable.tsx';
import { JobTerminal } from './JobTerminal.tsx';
import { inPanelOrder, routeOf } from './job-state.ts';
import { useJobs } from './use-jobs.tsx';

/** All jobs there ever were, and the terminal of the one that is chosen. */
export function JobsPage() {
  const t = useT('jobs');
  const jobs = useJobs();
  const [search, setSearch] = useSearchParams();
  const chosen = jobs?.find(({ id }) => id === search.get('job'));

  if (!jobs) return <Waiting shape="page" />;
  if (jobs.length === 0) return <NoJobs />;

  return (
    <Page wide>
      <PageHeader title={t('title')} says={t('says')} />
      <Panel title={t('title')} aside={String(jobs.length)} flush>
        <JobsTable
          jobs={inPanelOrder(jobs)}
          selected={chosen?.id ?? null}
          onSelect={({ id }) => setSearch({ job: id }, { replace: true })}
        />
      </Panel>
      {chosen && <ChosenJob job={chosen} />}
    </Page>
  );
}

function ChosenJob({ job }: { readonly job: Job }) {
  const t = useT('jobs');
  const open = (
    <Button component={Link} href={routeOf(job)} variant="default">
      {t('open')}
    </Button>
  );

  return (
    <>
      {job.error && <ErrorCard error={job.error} />}
      <Panel
        title={job.title}
        aside={<StatusBadge state={job.state} />}
        actions={
          <>
            <JobControls job={job} />
            {open}
          </>
        }
        flush
      >
        <JobTerminal jobId={job.id} height={320} />
      </Panel>
    </>
  );
}

function NoJobs() {
  const t = useT('jobs');
  const action = (
    <Button component={Link} href="/runs">
      {t('emptyAction')}
    </Button>
  );
  return (
    <EmptyState
      icon={IconSubtask}
      title={t('emptyTitle')}
      says={t('emptySays')}
      action={action}
      other={<SampleLink />}
    />
  );
}
