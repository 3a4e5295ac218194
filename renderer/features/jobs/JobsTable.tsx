import { useState } from 'react';
import { Link } from 'wouter';
import type { Job } from '../../../native-bridge/contract/index.ts';
import { errorSentence, useFormat, useLanguage, useT } from '../../app/messages/index.ts';
import { type Column, DataTable, StatusBadge } from '../../ui/index.ts';
import { JobControls } from './JobControls.tsx';
import { JobProgress } from './JobProgress.tsx';
import styles from './JobsTable.module.css';
import { isRunning, routeOf, secondsOf } from './job-state.ts';

export interface JobsTableProps {
  readonly jobs: readonly Job[];
  readonly selected?: string | null;
  readonly onSelect?: (job: Job) => void;
  /** Without kind and age, a line a job: for the panel. */
  readonly brief?: boolean;
}

/** Jobs as rows: state, name, how far, how long, and what can be done. */
export function JobsTable({ jobs, selected, onSelect, brief = false }: JobsTableProps) {
  const t = useT('jobs');
  const format = useFormat();
  const [openedAtMs] = useState(Date.now);

  const columns: Column<Job>[] = [
    { key: 'state', title: t('state'), width: '112px', cell: job => <StatusBadge state={job.state} /> },
    { key: 'job', title: t('job'), cell: job => <Name job={job} brief={brief} /> },
    { key: 'kind', title: t('kind'), width: '92px', cell: job => <span className={styles.dim}>{t(job.kind)}</span> },
    { key: 'progress', title: t('progress'), width: '220px', cell: job => <HowFar job={job} /> },
    {
      key: 'memory',
      title: t('memory'),
      align: 'end',
      width: '84px',
      cell: job => (isRunning(job.state) && job.memoryBytes > 0 ? format.bytes(job.memoryBytes) : ''),
    },
    {
      key: 'took',
      title: t('took'),
      align: 'end',
      width: '96px',
      cell: job => {
        const seconds = secondsOf(job, Math.max(openedAtMs, Date.now()));
        return seconds === null ? '' : format.duration(seconds);
      },
    },
    {
      key: 'created',
      title: t('created'),
      align: 'end',
      width: '104px',
      cell: job => <time title={format.dateTime(job.createdAtMs)}>{format.ago(job.createdAtMs)}</time>,
    },
    {
      key: 'actions',
      title: <span className={styles.heard}>{t('actions')}</span>,
      align: 'end',
      width: '72px',
      cell: job => (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: only keeps a button's click from opening the row.
        <div className={styles.actions} onClick={event => event.stopPropagation()}>
          <JobControls job={job} compact />
        </div>
      ),
    },
  ];

  return (
    <DataTable<Job>
      label={t('title')}
      columns={brief ? columns.filter(({ key }) => key !== 'kind' && key !== 'created') : columns}
      rows={jobs}
      rowKey={({ id }) => id}
      empty={t('emptyTitle')}
      {...(onSelect && { onOpen: onSelect })}
      {...(selected !== undefined && { isSelected: ({ id }) => id === selected })}
    />
  );
}

function Name({ job, brief }: { readonly job: Job; readonly brief: boolean }) {
  return (
    <div className={styles.name}>
      <Link href={routeOf(job)} className={styles.link} onClick={event => event.stopPropagation()}>
        {job.title}
      </Link>
      {!brief && <span className={styles.id}>{job.id}</span>}
    </div>
  );
}

/** Progress while it runs, the reason while it waits or has failed. */
function HowFar({ job }: { readonly job: Job }) {
  const t = useT('jobs');
  const language = useLanguage();

  if (job.state === 'queued' && job.waitsFor) {
    return <span className={styles.dim}>{t('waitsFor', { what: job.waitsFor })}</span>;
  }
  if (job.error) {
    const sentence = errorSentence(job.error, language);
    return (
      <span className={styles.bad} title={sentence}>
        {sentence}
      </span>
    );
  }
  return <JobProgress job={job} />;
}
