import { Button } from '@mantine/core';
import { IconChartBar, IconPackageExport } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { evaluation, type Job, jobs, type Run, training, versioning } from '../../../native-bridge/contract/index.ts';
import { useCommands } from '../../app/commands.tsx';
import { useFormat, useT } from '../../app/messages/index.ts';
import { training as messages } from '../../app/messages/training.ts';
import { useAction, useAnswer, useEvents } from '../../rpc/index.ts';
import { Badge, ErrorCard, Failure, Page, PageHeader, Panel, StatusBadge, UnansweredPage } from '../../ui/index.ts';
import { actionsFor, isLive, JobControls, JobProgress, JobTerminal, useJob } from '../jobs/index.ts';
import { CheckpointsTable } from './CheckpointsTable.tsx';
import { LossPanel } from './LossPanel.tsx';
import { Notes } from './Notes.tsx';
import styles from './RunPage.module.css';
import { RunResults } from './RunResults.tsx';
import { RunSettings } from './RunSettings.tsx';
import { RunStats } from './RunStats.tsx';
import { type RunStory, told, UNTOLD } from './run-story.ts';
import { useStageName } from './use-stage-name.ts';

/** One training run as it happens: its loss, its terminal, its checkpoints, and what can be done with it. */
export function RunPage({ runId }: { readonly runId: string }) {
  const run = useAnswer(training.run, { runId });

  if (run.state !== 'ready') return <UnansweredPage answer={run} />;
  return <OpenRun run={run.value} />;
}

const STORY = { initial: UNTOLD, fold: told };

function OpenRun({ run }: { readonly run: Run }) {
  const t = useT('training');
  const format = useFormat();
  const job = useJob(run.id);
  const { value: story, trouble } = useEvents(jobs.events, { jobId: run.id }, STORY);
  const state = job?.state ?? run.state;
  const [wasLive] = useState(isLive(state));

  return (
    <Page wide>
      <PageHeader
        above={<Link href="/runs">{t('title')}</Link>}
        title={run.name}
        badge={
          <>
            <StatusBadge state={state} />
            {run.leakedRows > 0 && <Badge tone="bad">{t('leakedRows', { count: run.leakedRows })}</Badge>}
          </>
        }
        says={<time>{format.dateTime(run.createdAtMs)}</time>}
        actions={
          <>
            <NextSteps run={run} isFirst={job === undefined || !actionsFor(job).includes('resume')} />
            {/* The buttons of the job keep their place at the end, also when the job ends under the pointer. */}
            {job && (
              <div className={styles.controls} data-kept={wasLive || undefined}>
                <JobControls job={job} />
              </div>
            )}
          </>
        }
      />
      {trouble && <Failure trouble={trouble} />}
      {run.leakedRows > 0 && <AcceptedLeaks run={run} />}
      <HowItStands job={job} />
      <Panel>
        <div className={styles.stack}>
          {isLive(state) && story.stage && <Stage stage={story.stage} />}
          <RunStats story={story} running={state === 'running'} />
          {job && <JobProgress job={job} />}
        </div>
      </Panel>
      <LossPanel story={story} />
      <div className={styles.two}>
        <div className={styles.column}>
          <Panel title={t('terminal')} flush>
            <JobTerminal jobId={run.id} height={300} />
          </Panel>
          <RunResults run={run} />
        </div>
        <div className={styles.side}>
          <div className={styles.column}>
            <Panel title={t('checkpoints')} aside={String(story.checkpoints.length)} flush>
              <CheckpointsTable checkpoints={story.checkpoints} />
            </Panel>
            {story.notes.length > 0 && <Notes notes={story.notes} />}
          </div>
          <RunSettings run={run} />
        </div>
      </div>
    </Page>
  );
}

/** What the run is doing, above the numbers that this makes. */
function Stage({ stage }: { readonly stage: NonNullable<RunStory['stage']> }) {
  const nameOf = useStageName();
  return (
    <p className={styles.stage}>
      <strong>{nameOf(stage.id)}</strong> {stage.says}
    </p>
  );
}

/** Why a run does not go on, and what a person can do about it. */
function HowItStands({ job }: { readonly job: Job | undefined }) {
  const t = useT('training');
  if (!job) return null;
  if (job.error) return <ErrorCard error={job.error} />;
  if (job.state === 'queued' && job.waitsFor) {
    return <Banner says={t('waitsFor', { what: job.waitsFor })} />;
  }
  if (job.state === 'interrupted') return <Banner says={t('interruptedSays')} />;
  if (job.state === 'paused') return <Banner says={t('pausedSays')} />;
  return null;
}

const NOTHING = {};

/** Why a person froze the rows of a run although some leak, in that person's words. */
function AcceptedLeaks({ run }: { readonly run: Run }) {
  const t = useT('training');
  const versions = useAnswer(versioning.versions, NOTHING);
  const version = versions.state === 'ready' ? versions.value.find(({ hash }) => hash === run.versionHash) : undefined;
  if (!version?.acceptedLeaks) return null;
  return <Banner says={t('acceptedLeaks', { count: run.leakedRows, reason: version.acceptedLeaks })} />;
}

function Banner({ says }: { readonly says: string }) {
  return (
    <div className={styles.banner} role="status">
      <p>{says}</p>
    </div>
  );
}

interface NextStepsProps {
  readonly run: Run;
  /** Nothing else is to be done first, such as going on with the training. */
  readonly isFirst: boolean;
}

/** What comes after a training: its test, and its export. */
function NextSteps({ run, isFirst }: NextStepsProps) {
  const t = useT('training');
  const [, go] = useLocation();
  const evaluate = useAction(evaluation.start);
  const ready = run.adapterPath !== null;

  const start = async (): Promise<void> => {
    const started = await evaluate.run({ runId: run.id, split: 'test' });
    if (started) go(`/evaluations/${started.id}`);
  };
  useCommands([
    {
      id: 'training.evaluate',
      title: messages.commandEvaluate,
      group: 'page',
      when: () => ready && !evaluate.busy,
      run: () => void start(),
    },
  ]);

  if (!ready) return null;
  return (
    <>
      {evaluate.trouble && <Failure trouble={evaluate.trouble} />}
      <Button
        component={Link}
        href={`/exports?run=${run.id}`}
        variant="default"
        leftSection={<IconPackageExport size={14} />}
      >
        {t('exportInt8')}
      </Button>
      <Button
        variant={isFirst ? 'filled' : 'default'}
        leftSection={<IconChartBar size={14} />}
        loading={evaluate.busy}
        onClick={() => void start()}
      >
        {t('evaluateTest')}
      </Button>
    </>
  );
}
