import { Link } from 'wouter';
import { type Export, exporting, training } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { ErrorCard, Page, PageHeader, Panel, PanelGrid, StatusBadge, UnansweredPage } from '../../ui/index.ts';
import { isLive, JobControls, JobTerminal, useJob } from '../jobs/index.ts';
import { useCatalog } from '../training/index.ts';
import { ModelAbsent } from './ModelAbsent.tsx';
import { ParityCardView } from './ParityCardView.tsx';
import { Steps } from './Steps.tsx';

const NOTHING = {};

/** One export: its steps while it runs, then the proof that it is still the same model, or why it is not. */
export function ExportPage({ exportId }: { readonly exportId: string }) {
  const answer = useAnswer(exporting.export, { exportId });

  if (answer.state !== 'ready') return <UnansweredPage answer={answer} />;
  return <OpenExport made={answer.value} />;
}

function OpenExport({ made }: { readonly made: Export }) {
  const t = useT('export');
  const format = useFormat();
  const job = useJob(made.id);
  const catalog = useCatalog();
  const runs = useAnswer(training.runs, NOTHING);
  const run = runs.state === 'ready' ? runs.value.find(({ id }) => id === made.runId) : undefined;
  const target =
    catalog.state === 'ready' ? catalog.value.exportTargets.find(({ id }) => id === made.targetId) : undefined;
  const state = job?.state ?? made.state;

  const steps = (
    <Panel title={t('steps')}>
      <Steps jobId={made.id} state={state} />
    </Panel>
  );
  const terminal = (
    <Panel title={t('terminal')} flush>
      <JobTerminal jobId={made.id} height={260} />
    </Panel>
  );

  return (
    <Page wide>
      <PageHeader
        above={<Link href="/exports">{t('title')}</Link>}
        title={t('exportOf', { target: target?.title ?? made.targetId, run: run?.name ?? made.runId })}
        badge={<StatusBadge state={state} />}
        says={
          <>
            <time>{format.dateTime(made.createdAtMs)}</time> · <Link href={`/runs/${made.runId}`}>{t('toRun')}</Link>
          </>
        }
        actions={job && !made.parity && <JobControls job={job} />}
      />
      {job?.error && (!made.parity || job.error.code !== 'export.gate_failed') && <ErrorCard error={job.error} />}
      {made.manifest && !made.modelIsThere && !isLive(state) && <ModelAbsent made={made} run={run} />}
      {made.parity && !isLive(state) && (
        <ParityCardView
          made={made}
          parity={made.parity}
          metrics={catalog.state === 'ready' ? catalog.value.metrics : []}
        />
      )}
      <PanelGrid least={420}>
        {steps}
        {terminal}
      </PanelGrid>
    </Page>
  );
}
