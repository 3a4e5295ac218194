import type { Job } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { ProgressBar } from '../../ui/index.ts';
import { isRunning } from './job-state.ts';

/** How far a job is. Nothing is drawn for one that has not begun and for one that is over. */
export function JobProgress({ job, bare = false }: { readonly job: Job; readonly bare?: boolean }) {
  const t = useT('jobs');
  if (!isRunning(job.state) && job.state !== 'paused') return null;

  return (
    <ProgressBar
      done={job.done}
      total={job.total}
      etaSeconds={job.state === 'running' ? job.etaSeconds : null}
      label={t('progressOf', { title: job.title })}
      bare={bare}
      still={job.state === 'paused'}
    />
  );
}
