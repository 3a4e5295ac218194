import { IconCircleCheck, IconCircleX, IconLoader2 } from '@tabler/icons-react';
import { type JobState, jobs } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useEvents } from '../../rpc/index.ts';
import { Failure, ProgressBar } from '../../ui/index.ts';
import { isLive } from '../jobs/index.ts';
import styles from './Steps.module.css';
import { NO_STEPS, withSteps } from './steps.ts';

const STEPS = { initial: NO_STEPS, fold: withSteps };

/** The stages of an export as they are done, each with its time. */
export function Steps({ jobId, state }: { readonly jobId: string; readonly state: JobState }) {
  const t = useT('export');
  const format = useFormat();
  const { value: steps, trouble } = useEvents(jobs.events, { jobId }, STEPS);

  if (trouble) return <Failure trouble={trouble} />;
  if (steps.length === 0) return <p className={styles.none}>{t(isLive(state) ? 'notBegun' : 'noSteps')}</p>;
  return (
    <ol className={styles.steps}>
      {steps.map(({ seq, says, startedAtMs, endedAtMs, done, total }, at) => {
        const now = endedAtMs === null;
        const failed = state === 'failed' && at === steps.length - 1;
        return (
          <li key={seq} className={styles.step} aria-current={now ? 'step' : undefined}>
            {failed ? (
              <IconCircleX size={17} className={styles.stopped} aria-label={t('stepFailed')} />
            ) : now ? (
              <IconLoader2 size={17} className={styles.now} aria-label={t('stepNow')} />
            ) : (
              <IconCircleCheck size={17} className={styles.done} aria-label={t('stepDone')} />
            )}
            <span>{says}</span>
            <span className={styles.time}>{!now && format.duration((endedAtMs - startedAtMs) / 1000)}</span>
            {now && total > 0 && (
              <div className={styles.progress}>
                <ProgressBar done={done} total={total} label={says} />
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}
