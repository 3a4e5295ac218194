import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { inPanelOrder, isRunning, JobsTable, useJobs } from '../../features/jobs/index.ts';
import { Waiting } from '../../ui/index.ts';
import { useT } from '../messages/index.ts';
import styles from './JobsPanel.module.css';

const SHOWN = 30;

/** The jobs that run and wait, and the latest that are over, below whatever page is shown. */
export function JobsPanel({ onClose }: { readonly onClose: () => void }) {
  const t = useT('app');
  const say = useT('jobs');
  const jobs = useJobs();
  const running = jobs?.filter(({ state }) => isRunning(state)).length ?? 0;
  const queued = jobs?.filter(({ state }) => state === 'queued').length ?? 0;

  return (
    <section className={styles.panel} aria-label={t('panelTitle')} data-region tabIndex={-1}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t('panelTitle')}</h2>
        <span className={styles.counts}>{say('counts', { running, queued })}</span>
        <div className={styles.actions}>
          <Button component={Link} href="/jobs" variant="subtle" size="compact-xs">
            {say('openAll')}
          </Button>
          <ActionIcon aria-label={t('closePanel')} size={24} onClick={onClose}>
            <IconX size={15} />
          </ActionIcon>
        </div>
      </header>
      <div className={styles.body}>
        {jobs ? <JobsTable jobs={inPanelOrder(jobs).slice(0, SHOWN)} brief /> : <Waiting shape="table" />}
      </div>
    </section>
  );
}
