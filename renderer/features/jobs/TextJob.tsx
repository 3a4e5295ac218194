import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Job } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import type { Work } from '../../rpc/index.ts';
import { Failure, ProgressBar } from '../../ui/index.ts';
import { JobControls } from './JobControls.tsx';
import { JobProgress } from './JobProgress.tsx';
import { isLive, isRunning } from './job-state.ts';
import styles from './TextJob.module.css';

/** Texts being written down for a job, and the way to stop it. */
export function PreparingTexts({
  work,
}: {
  readonly work: Pick<Work<never, unknown>, 'progress' | 'etaSeconds' | 'cancel'>;
}) {
  const t = useT('jobs');
  const ui = useT('ui');
  return (
    <div className={styles.line}>
      <div className={styles.bar}>
        <ProgressBar
          label={t('preparingTexts')}
          done={work.progress?.done ?? 0}
          total={work.progress?.total ?? 0}
          etaSeconds={work.etaSeconds}
        />
      </div>
      <Button variant="default" size="compact-xs" onClick={work.cancel}>
        {ui('cancel')}
      </Button>
    </div>
  );
}

/** The job that reads texts, or that was stopped and can go on. */
export function TextJobLine({ job }: { readonly job: Job }) {
  const t = useT('jobs');
  const link = <Link href={`/jobs?job=${job.id}`}>{t('toJob')}</Link>;
  if (!isLive(job.state)) {
    return (
      <>
        {job.error && <Failure trouble={{ kind: 'error', error: job.error }} />}
        <div className={styles.line}>
          <span>{t('stoppedTexts')}</span>
          {link}
        </div>
      </>
    );
  }
  return (
    <>
      <JobProgress job={job} />
      <div className={styles.line}>
        {isRunning(job.state) ? link : <span>{t('inQueue')}</span>}
        <JobControls job={job} compact />
      </div>
    </>
  );
}
