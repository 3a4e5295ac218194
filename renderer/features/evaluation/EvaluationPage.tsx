import { Link, useSearchParams } from 'wouter';
import { type Evaluation, evaluation, training, versioning } from '../../../native-bridge/contract/index.ts';
import { useT } from '../../app/messages/index.ts';
import { useAnswer } from '../../rpc/index.ts';
import { Badge, ErrorCard, Page, PageHeader, Panel, StatusBadge, UnansweredPage } from '../../ui/index.ts';
import { isRunning, JobControls, JobProgress, JobTerminal, useJob } from '../jobs/index.ts';
import styles from './EvaluationPage.module.css';
import { Report } from './Report.tsx';
import { cellInSearch, searchOfCell } from './row-filter.ts';

const NOTHING = {};

/** One evaluation: base beside tuned on the same frozen rows, down to the rows themselves. */
export function EvaluationPage({ evaluationId }: { readonly evaluationId: string }) {
  const answer = useAnswer(evaluation.evaluation, { evaluationId });

  if (answer.state !== 'ready') return <UnansweredPage answer={answer} />;
  return <OpenEvaluation evaluation={answer.value} />;
}

function OpenEvaluation({ evaluation: shown }: { readonly evaluation: Evaluation }) {
  const t = useT('evaluation');
  const split = useT('dataset');
  const job = useJob(shown.id);
  const runs = useAnswer(training.runs, NOTHING);
  const versions = useAnswer(versioning.versions, NOTHING);
  const [search, setSearch] = useSearchParams();
  const run = runs.state === 'ready' ? runs.value.find(({ id }) => id === shown.runId) : undefined;
  const version =
    versions.state === 'ready' ? versions.value.find(({ hash }) => hash === shown.versionHash) : undefined;
  const { report, checkpoint } = shown;

  return (
    <Page wide>
      <PageHeader
        above={<Link href="/evaluations">{t('title')}</Link>}
        title={run ? t('evaluationOf', { run: run.name }) : shown.id}
        badge={
          <>
            <StatusBadge state={job?.state ?? shown.state} />
            {checkpoint?.finished === false && <Badge tone="warn">{t('runUnfinished')}</Badge>}
            {version && version.leakedRows > 0 && (
              <Badge tone="bad">{t('leakedRows', { count: version.leakedRows })}</Badge>
            )}
          </>
        }
        says={
          <span className={styles.facts}>
            <span>
              {t('onSplit', { split: split(shown.split), version: version?.name ?? shown.versionHash.slice(0, 8) })}
            </span>
            {checkpoint && (
              <span>{t(checkpoint.validated ? 'checkpointBest' : 'checkpointNewest', { step: checkpoint.step })}</span>
            )}
            {report && <span>{t('rowsSeen', { count: report.rowCount })}</span>}
            {report && report.truncatedRows > 0 && <span>{t('truncated', { count: report.truncatedRows })}</span>}
            {report && <span>{`${report.device === 'cpu' ? 'CPU' : report.device}, ${report.precision}`}</span>}
            <Link href={`/runs/${shown.runId}`}>{t('toRun')}</Link>
          </span>
        }
        actions={job && <JobControls job={job} />}
      />
      {job?.error && <ErrorCard error={job.error} />}
      {report ? (
        <Report
          evaluation={shown}
          report={report}
          datasetId={version?.datasetId ?? null}
          filter={cellInSearch(search)}
          onFilter={filter => setSearch(searchOfCell(filter), { replace: true })}
        />
      ) : (
        <Panel title={t('terminal')} flush>
          {job && isRunning(job.state) && (
            <div className={styles.progress}>
              <JobProgress job={job} />
            </div>
          )}
          <JobTerminal jobId={shown.id} height={320} />
        </Panel>
      )}
    </Page>
  );
}
