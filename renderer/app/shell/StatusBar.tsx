import { UnstyledButton } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconCircleFilled,
  IconCpu,
  IconDeviceDesktopAnalytics,
  IconWorldOff,
} from '@tabler/icons-react';
import { Link } from 'wouter';
import { type Environment, environment, type Job, settings } from '../../../native-bridge/contract/index.ts';
import { isRunning, JobProgress, routeOf, useJobs } from '../../features/jobs/index.ts';
import { useAnswer, useConnectionState } from '../../rpc/index.ts';
import { useFormat, useT } from '../messages/index.ts';
import styles from './StatusBar.module.css';

const NOTHING = {};

interface StatusBarProps {
  readonly panelOpen: boolean;
  readonly onTogglePanel: () => void;
}

/** The machine on the left, the running job on the right: what one glance should answer. */
export function StatusBar({ panelOpen, onTogglePanel }: StatusBarProps) {
  const t = useT('app');
  const state = useAnswer(environment.state, NOTHING);
  const machine = useAnswer(settings.state, NOTHING);
  const offline = machine.state === 'ready' && machine.value.settings.offline;
  const jobs = useJobs() ?? [];
  const running = jobs.filter(({ state }) => isRunning(state));
  const queued = jobs.filter(({ state }) => state === 'queued').length;
  const Chevron = panelOpen ? IconChevronDown : IconChevronUp;

  return (
    <footer className={styles.bar} data-tour="status" data-region tabIndex={-1}>
      <Line />
      {offline && (
        <Link href="/settings" className={styles.item}>
          <IconWorldOff size={14} stroke={1.6} aria-hidden />
          {t('offline')}
        </Link>
      )}
      {state.state === 'ready' && <Machine environment={state.value} running={running} />}
      <div className={styles.jobs}>
        {running[0] ? <Running job={running[0]} /> : <span className={styles.quiet}>{t('idle')}</span>}
        {queued > 0 && <span className={styles.quiet}>{t('queuedMore', { count: queued })}</span>}
        <UnstyledButton
          className={styles.toggle}
          onClick={onTogglePanel}
          aria-expanded={panelOpen}
          aria-label={t(panelOpen ? 'closePanel' : 'openPanel')}
        >
          {t('panelTitle')}
          <Chevron size={14} />
        </UnstyledButton>
      </div>
    </footer>
  );
}

/** How the line to the core stands. */
function Line() {
  const t = useT('app');
  const connection = useConnectionState();
  const words = { open: 'connected', connecting: 'connecting', silent: 'silent', lost: 'lost' } as const;

  return (
    <span className={styles.item} role="status">
      <IconCircleFilled size={8} className={styles[connection]} aria-hidden />
      <span>{t(words[connection])}</span>
    </span>
  );
}

function Machine({ environment, running }: { readonly environment: Environment; readonly running: readonly Job[] }) {
  const t = useT('app');
  const format = useFormat();
  const { probe, state } = environment;
  if (state !== 'ready') {
    const words = {
      missing: 'environmentMissing',
      building: 'environmentBuilding',
      broken: 'environmentBroken',
      outdated: 'environmentOutdated',
    } as const;
    return (
      <Link href="/environment" className={`${styles.item} ${state === 'building' ? '' : styles.warn}`}>
        {t(words[state])}
      </Link>
    );
  }
  if (!probe) return null;

  const memory = running.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  return (
    <>
      {probe.gpus.map(gpu => (
        <Link key={gpu.uuid} href="/environment" className={styles.item} title={gpu.uuid}>
          <IconDeviceDesktopAnalytics size={14} stroke={1.6} aria-hidden />
          {gpu.name}
          <span className={styles.number}>
            {t('memoryOf', {
              used: format.bytes(gpu.memoryBytes - gpu.freeBytes),
              total: format.bytes(gpu.memoryBytes),
            })}
          </span>
        </Link>
      ))}
      <Link href="/environment" className={styles.item} title={probe.cpu.name}>
        <IconCpu size={14} stroke={1.6} aria-hidden />
        {t('cpuCores', { count: probe.cpu.cores })}
        <span className={styles.number}>
          {memory > 0
            ? t('memoryOf', { used: format.bytes(memory), total: format.bytes(probe.cpu.memoryBytes) })
            : format.bytes(probe.cpu.memoryBytes)}
        </span>
      </Link>
    </>
  );
}

function Running({ job }: { readonly job: Job }) {
  const t = useT('ui');
  const format = useFormat();
  const share = job.total > 0 ? format.percent(job.done / job.total, 0) : '';
  const eta = job.etaSeconds === null ? '' : t('etaLeft', { time: format.duration(job.etaSeconds) });

  return (
    <Link href={routeOf(job)} className={styles.running}>
      <span className={styles.title}>{job.title}</span>
      <span className={styles.track}>
        <JobProgress job={job} bare />
      </span>
      <span className={styles.number}>{[share, eta].filter(Boolean).join(' · ')}</span>
    </Link>
  );
}
