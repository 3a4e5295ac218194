import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { type Dataset, type Model, perplexity } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useAnswer, useWork } from '../../rpc/index.ts';
import { Failure } from '../../ui/index.ts';
import { isLive, PreparingTexts, TextJobLine, useJobs } from '../jobs/index.ts';
import styles from './ScoreRows.module.css';

export interface ScoreRowsProps {
  readonly dataset: Dataset;
  readonly model: Model;
  /** The column with the texts. */
  readonly column: string;
}

const USUAL_TOKENS = 256;
/** What can be chosen; fewer take less time. */
const TOKENS = [32, 64, 128, 256, 512, 1024];

/** How many rows a model has scored, and the way to score the others: the job shows here as it runs. */
export function ScoreRows({ dataset, model, column }: ScoreRowsProps) {
  const t = useT('perplexity');
  const format = useFormat();
  const [chosen, setChosen] = useState<number | null>(null);
  const known = useAnswer(perplexity.scorings, { datasetId: dataset.id });
  const work = useWork(perplexity.start);
  const jobs = useJobs();

  if (known.state === 'failed') return <Failure trouble={known.trouble} retry={known.refresh} />;
  if (known.state === 'waiting') return null;
  const { rows, scorings } = known.value;
  const isThis = (one: { readonly modelId: string; readonly column: string }): boolean =>
    one.modelId === model.id && one.column === column;
  const scoring = scorings.find(isThis);
  const maxTokens = chosen ?? scoring?.maxTokens ?? USUAL_TOKENS;
  const scored = scoring?.maxTokens === maxTokens ? scoring.scored : 0;
  const job = known.value.jobs
    .filter(isThis)
    .map(one => ({ ...one, job: jobs?.find(({ id }) => id === one.jobId) }))
    .find(one => one.maxTokens === maxTokens || (one.job && isLive(one.job.state)))?.job;
  const busy = work.running || (job !== undefined && isLive(job.state));
  const start = () => work.start({ datasetId: dataset.id, modelId: model.id, column, maxTokens });
  const facts = { scored: format.number(scored), rows: format.number(rows), model: model.name };

  return (
    <div className={styles.box}>
      {work.trouble && <Failure trouble={work.trouble} retry={start} />}
      {job && <TextJobLine job={job} />}
      {work.running && <PreparingTexts work={work} />}
      <div className={styles.line}>
        <span role="status">{scored === rows ? t('allScored', facts) : t('scored', facts)}</span>
        {!busy && <TokensChoice value={maxTokens} onChange={setChosen} />}
        {!busy && scored < rows && (
          <Button variant="default" size="compact-sm" onClick={start}>
            {job ? t('goOn') : t('scoreRows', { count: rows - scored })}
          </Button>
        )}
        {!busy && scored === rows && scoring !== scorings[0] && (
          <Button variant="default" size="compact-sm" onClick={start}>
            {t('useScores')}
          </Button>
        )}
      </div>
    </div>
  );
}

function TokensChoice({ value, onChange }: { readonly value: number; readonly onChange: (tokens: number) => void }) {
  const t = useT('perplexity');
  const counts = TOKENS.includes(value) ? TOKENS : [...TOKENS, value].sort((a, b) => a - b);
  return (
    <Select
      aria-label={t('maxTokens')}
      title={t('maxTokensSays')}
      size="xs"
      w={132}
      data={counts.map(count => ({ value: String(count), label: t('tokens', { count }) }))}
      value={String(value)}
      allowDeselect={false}
      onChange={next => onChange(Number(next))}
    />
  );
}
