import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { type Job, project } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { CopyIcon, Page, PageHeader, Panel, PanelGrid, PathText, StatusBadge, UnansweredPage } from '../../ui/index.ts';
import { inPanelOrder, JobProgress, routeOf, useJobs } from '../jobs/index.ts';
import { Artefacts } from './Artefacts.tsx';
import styles from './HomePage.module.css';
import { Loop } from './Loop.tsx';
import { NextStepCard } from './NextStepCard.tsx';
import { nextStep } from './next-step.ts';
import { RenameProject } from './RenameProject.tsx';
import { SampleCard } from './SampleCard.tsx';
import { SampleOrigin } from './SampleOrigin.tsx';
import { TourOffer } from './TourOffer.tsx';

const NOTHING = {};
const RECENT = 6;

/** The project at a glance: the loop, what comes next, what ran, what was made. */
export function HomePage() {
  const t = useT('project');
  const overview = useAnswer(project.overview, NOTHING);
  const jobs = useJobs() ?? [];

  if (overview.state !== 'ready') return <UnansweredPage answer={overview} />;

  const { name, folder, stages, sample } = overview.value;
  return (
    <Page>
      <PageHeader
        title={name}
        badge={<RenameProject name={name} />}
        says={
          <span className={styles.folder}>
            <PathText path={folder} />
            <CopyIcon text={folder} label={t('copyFolder')} />
          </span>
        }
      />
      <Panel title={t('loop')} aside={t('loopSays')}>
        <Loop stages={stages} />
        <NextStepCard step={nextStep(stages, jobs)} />
        <SampleCard state={sample} />
      </Panel>
      <TourOffer isFitting={sample !== 'none'} />
      <PanelGrid least={420}>
        <RecentJobs jobs={inPanelOrder(jobs).slice(0, RECENT)} />
        <div data-tour="made" className={styles.made}>
          <Artefacts />
        </div>
      </PanelGrid>
      {sample === 'whole' && <SampleOrigin />}
    </Page>
  );
}

function RecentJobs({ jobs }: { readonly jobs: readonly Job[] }) {
  const t = useT('project');
  const say = useT('jobs');
  const all = (
    <Button component={Link} href="/jobs" variant="subtle" size="compact-xs">
      {say('openAll')}
    </Button>
  );

  return (
    <Panel title={t('recentJobs')} actions={all} flush>
      {jobs.length === 0 && <p className={styles.nothing}>{t('noJobs')}</p>}
      <ul className={styles.list}>
        {jobs.map(job => (
          <li key={job.id}>
            <Link href={routeOf(job)} className={styles.line}>
              <span className={styles.title}>{job.title}</span>
              <span className={styles.progress}>
                <JobProgress job={job} bare />
              </span>
              <StatusBadge state={job.state} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
