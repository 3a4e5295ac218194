import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { type Attention, type AttentionMap, attention, training } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer, useBytes } from '../../rpc/index.ts';
import {
  Badge,
  ErrorCard,
  Page,
  PageHeader,
  Panel,
  Scrolled,
  StatusBadge,
  Unanswered,
  UnansweredPage,
} from '../../ui/index.ts';
import { useSubjectName } from '../evaluation/index.ts';
import { isRunning, JobControls, JobProgress, JobTerminal, useJob } from '../jobs/index.ts';
import styles from './AttentionPage.module.css';
import { Explorer } from './Explorer.tsx';

const NOTHING = {};

/** What one text made each head of the model read. */
export function AttentionPage({ attentionId }: { readonly attentionId: string }) {
  const answer = useAnswer(attention.attention, { attentionId });

  if (answer.state !== 'ready') return <UnansweredPage answer={answer} />;
  return <OpenAttention attention={answer.value} />;
}

function OpenAttention({ attention: shown }: { readonly attention: Attention }) {
  const t = useT('attention');
  const nameOf = useSubjectName();
  const job = useJob(shown.id);
  const runs = useAnswer(training.runs, NOTHING);
  const run = runs.state === 'ready' ? runs.value.find(({ id }) => id === shown.runId) : undefined;
  const { source, map } = shown;

  return (
    <Page wide>
      <PageHeader
        above={<Link href="/attention">{t('title')}</Link>}
        title={source ? t('ofRow', { row: source.row }) : t('ofText')}
        badge={
          <>
            <Badge tone={shown.subject === 'tuned' ? 'active' : 'quiet'}>{nameOf(shown.subject)}</Badge>
            {!map && <StatusBadge state={job?.state ?? shown.state} />}
          </>
        }
        says={
          <span className={styles.facts}>
            <Link href={`/runs/${shown.runId}`}>{run?.name ?? shown.runId}</Link>
            {map && <span>{t('shape', { layers: map.layers, heads: map.heads, tokens: map.tokens.length })}</span>}
            {source && <Link href={`/data/${source.datasetId}?row=${source.row}`}>{t('openRow')}</Link>}
          </span>
        }
        actions={job && !map && <JobControls job={job} />}
      />
      {job?.error && <ErrorCard error={job.error} />}
      {map ? (
        <DrawnMap attention={shown} map={map} />
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

function DrawnMap({ attention: shown, map }: { readonly attention: Attention; readonly map: AttentionMap }) {
  const t = useT('attention');
  const overview = useBytes(`/bytes/attention/${shown.id}/overview`);

  return (
    <>
      {overview.state !== 'ready' ? (
        <Unanswered answer={overview} shape="chart" />
      ) : (
        <Explorer attentionId={shown.id} map={map} overview={overview.value}>
          <AnswerAndText text={shown.text} answer={map.answer} />
        </Explorer>
      )}
      <p className={styles.note}>
        <IconInfoCircle size={16} aria-hidden />
        {t('notAnExplanation')}
      </p>
    </>
  );
}

interface AnswerAndTextProps {
  readonly text: string;
  readonly answer: AttentionMap['answer'];
}

/** The text, and what the model answered to it. */
function AnswerAndText({ text, answer }: AnswerAndTextProps) {
  const t = useT('attention');
  const format = useFormat();

  return (
    <div className={styles.answer}>
      <dl className={styles.labels} aria-label={t('answered', { label: answer.predicted })}>
        {answer.labels.map((label, at) => {
          const predicted = label === answer.predicted || undefined;
          const probability = answer.probabilities[at] ?? 0;
          return [
            <dt key={`${label} name`} data-predicted={predicted}>
              {predicted && '→ '}
              {label}
            </dt>,
            <dd key={`${label} bar`} className={styles.track} aria-hidden>
              <span className={styles.fill} data-predicted={predicted} style={{ width: `${probability * 100}%` }} />
            </dd>,
            <dd key={`${label} number`}>{format.percent(probability, 1)}</dd>,
          ];
        })}
      </dl>
      <Scrolled as="p" className={styles.text}>
        {text}
      </Scrolled>
    </div>
  );
}
