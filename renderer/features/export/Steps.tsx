import { IconCircleCheck, IconCircleX, IconLoader2 } from '@tabler/icons-react';
import { type JobState, jobs } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useEvents } from '../../rpc/index.ts';
import { Failure } from '../../ui/index.ts';
import { isLive } from '../jobs/index.ts';
import { useStageName } from '../training/index.ts';
import styles from './Steps.module.css';
import { NO_STEPS, type Step, withSteps } from './steps.ts';

const STEPS = { initial: NO_STEPS, fold: withSteps };

/** The stages of an export as they are done, each with its time. */
export function Steps({ jobId, state }: { readonly jobId: string; readonly state: JobState }) {
  const t = useT('export');
  const { value: steps, trouble } = useEvents(jobs.events, { jobId }, STEPS);

  if (trouble) return <Failure trouble={trouble} />;
  if (steps.length === 0) return <p className={styles.none}>{t(isLive(state) ? 'notBegun' : 'noSteps')}</p>;
  return (
    <ol className={styles.steps}>
      {steps.map((step, at) => (
        <OneStep key={step.seq} step={step} failed={state === 'failed' && at === steps.length - 1} />
      ))}
    </ol>
  );
}

function OneStep({ step, failed }: { readonly step: Step; readonly failed: boolean }) {
  const t = useT('export');
  const format = useFormat();
  const nameOf = useStageName();
  const { stage, says, time, startedAtMs, endedAtMs } = step;
  const mark = failed ? 'failed' : endedAtMs === null ? 'now' : 'done';
  const { Icon, label } = MARKS[mark];

  return (
    <li className={styles.step} aria-current={mark === 'now' ? 'step' : undefined}>
      <Icon size={17} className={styles[mark]} aria-label={t(label)} />
      <span>
        {nameOf(stage)}
        {time > 1 && ` (${t('attemptNumber', { number: time })})`}
      </span>
      <span className={styles.time}>
        {endedAtMs !== null && format.duration(Math.max(0, endedAtMs - startedAtMs) / 1000)}
      </span>
      <span className={styles.says}>{says}</span>
    </li>
  );
}

const MARKS = {
  done: { Icon: IconCircleCheck, label: 'stepDone' },
  now: { Icon: IconLoader2, label: 'stepNow' },
  failed: { Icon: IconCircleX, label: 'stepFailed' },
} as const;
