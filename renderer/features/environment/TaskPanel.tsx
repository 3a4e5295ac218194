import { Button } from '@mantine/core';
import { IconCheck, IconChevronDown, IconChevronUp, IconCircle, IconLoader2, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { EnvironmentTask, TaskProgress } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { ErrorCard, Failure, Panel, ProgressBar, Terminal } from '../../ui/index.ts';
import styles from './TaskPanel.module.css';
import type { Ended, Task } from './use-task.ts';

/** Work on the environment under way: its steps, how far and how long; or how it ended. The log is there to unfold. */
export function TaskPanel({ task }: { readonly task: Task }) {
  const t = useT('environment');
  const { progress, ended, trouble } = task;
  if (trouble !== null) return <Failure trouble={trouble} />;
  if (progress === null && ended === null) return null;

  const title = t(TITLES[(progress ?? ended)?.task.kind ?? 'build']);
  return (
    <Panel
      title={title}
      actions={
        progress ? (
          <Button variant="default" size="compact-sm" onClick={task.stop}>
            {t('stop')}
          </Button>
        ) : (
          <Button variant="subtle" size="compact-sm" leftSection={<IconX size={14} />} onClick={task.forget}>
            {t('putAway')}
          </Button>
        )
      }
    >
      {progress && <Under progress={progress} />}
      {ended && <End ended={ended} />}
      <Log task={task} />
    </Panel>
  );
}

const TITLES = {
  build: 'taskBuild',
  install: 'taskInstall',
  pack: 'taskPack',
} as const satisfies Record<EnvironmentTask['kind'], string>;

function Under({ progress }: { readonly progress: TaskProgress }) {
  const t = useT('environment');
  const format = useFormat();
  const { steps, step, done, total, etaSeconds, words } = progress;
  const at = steps.indexOf(step);
  const share = total > 0 ? Math.min(1, done / total) : 0;

  return (
    <>
      <ol className={styles.steps}>
        {steps.map((name, place) => {
          const state = place < at ? 'done' : place === at ? 'now' : 'later';
          const Icon = { done: IconCheck, now: IconLoader2, later: IconCircle }[state];
          return (
            <li key={name} className={styles[state]} aria-current={state === 'now' ? 'step' : undefined}>
              <Icon size={15} stroke={1.8} aria-hidden />
              {t(`step_${name}`)}
            </li>
          );
        })}
      </ol>
      <ProgressBar key={step} done={done} total={total} label={t(`step_${step}`)} bare />
      <p className={styles.words} role="status">
        <span className={styles.tool}>{total > 0 ? '' : words}</span>
        {total > 0 && (
          <>
            <span>{t('bytesOf', { done: format.bytes(Math.min(done, total)), total: format.bytes(total) })}</span>
            <span className={styles.time}>
              {format.percent(share, 0)}
              {etaSeconds !== null && ` · ${t('timeLeft', { time: format.duration(etaSeconds) })}`}
            </span>
          </>
        )}
      </p>
    </>
  );
}

function End({ ended: { task, error, packed } }: { readonly ended: Ended }) {
  const t = useT('environment');
  const format = useFormat();
  if (error !== null) return <ErrorCard error={error} />;
  if (packed !== null) {
    const { path, files, sizeBytes } = packed;
    return <p className={styles.good}>{t('packed', { path, count: files, size: format.bytes(sizeBytes) })}</p>;
  }
  return <p className={styles.good}>{t(task.kind === 'install' ? 'installDone' : 'buildDone')}</p>;
}

function Log({ task: { feed, feedKey } }: { readonly task: Task }) {
  const t = useT('environment');
  const [opened, setOpened] = useState(false);
  const Chevron = opened ? IconChevronUp : IconChevronDown;

  return (
    <div className={styles.log}>
      <Button
        variant="subtle"
        size="compact-sm"
        rightSection={<Chevron size={14} />}
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        {t(opened ? 'hideLog' : 'showLog')}
      </Button>
      {opened && (
        <div className={styles.terminal}>
          <Terminal label={t('buildLog')} feed={feed} feedKey={feedKey} height={260} />
        </div>
      )}
    </div>
  );
}
