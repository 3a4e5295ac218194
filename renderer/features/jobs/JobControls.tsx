import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBarToUp, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { type Job, jobs } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAction } from '../../rpc/index.ts';
import { ConfirmButton, Failure } from '../../ui/index.ts';
import styles from './JobControls.module.css';
import { actionsFor, type JobAction } from './job-state.ts';

const ICONS = { pause: IconPlayerPause, resume: IconPlayerPlay, cancel: IconPlayerStop, moveFirst: IconArrowBarToUp };

/** The buttons for a job as it stands. `compact` draws icons only, for rows; cancelling asks once elsewhere. */
export function JobControls({ job, compact = false }: { readonly job: Job; readonly compact?: boolean }) {
  const t = useT('jobs');
  const actions = useJobActions(job);

  const button = (action: JobAction) => {
    const Icon = ICONS[action];
    const act = () => void actions.run(action);
    if (compact) {
      return (
        <Tooltip key={action} label={t(action)}>
          <ActionIcon aria-label={t('actionOn', { action: t(action), title: job.title })} size={24} onClick={act}>
            <Icon size={15} />
          </ActionIcon>
        </Tooltip>
      );
    }
    if (action === 'cancel') {
      return (
        <ConfirmButton
          key={action}
          says={t(job.kind === 'train' ? 'cancelSaysTrain' : 'cancelSays')}
          confirm={t('cancelConfirm')}
          leftSection={<Icon size={14} />}
          onConfirm={act}
        >
          {t('cancel')}
        </ConfirmButton>
      );
    }
    return (
      <Button
        key={action}
        variant={action === 'resume' ? 'filled' : 'default'}
        leftSection={<Icon size={14} />}
        disabled={actions.busy}
        onClick={act}
      >
        {t(action)}
      </Button>
    );
  };

  return (
    <div className={styles.controls}>
      {actionsFor(job).map(button)}
      {actions.trouble && !compact && <Failure trouble={actions.trouble} />}
    </div>
  );
}

function useJobActions({ id: jobId }: Job) {
  const acts = {
    pause: useAction(jobs.pause),
    resume: useAction(jobs.resume),
    cancel: useAction(jobs.cancel),
    moveFirst: useAction(jobs.moveFirst),
  };
  const all = Object.values(acts);

  return {
    run: (action: JobAction) => acts[action].run({ jobId }),
    busy: all.some(({ busy }) => busy),
    trouble: all.find(({ trouble }) => trouble)?.trouble ?? null,
  };
}
