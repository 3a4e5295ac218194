import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  CONTRACT_VERSION,
  LuthierError,
  type PerplexityJob,
  type perplexity,
  type ScoringId,
  type ScoringJob,
} from '../../contract/index.ts';
import { newId } from '../../core/ids.ts';
import type { Handlers } from '../../core/router.ts';
import { folderOf, isEnded, type JobQueue } from '../../jobs/queue.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { JobTable } from '../../store/jobs.ts';
import type { ModelTable } from '../../store/models.ts';
import type { ScoreTable } from '../../store/row-scores.ts';
import { type RunningWork, tellWork, type WorkPlace, workStarter } from '../../store/work.ts';
import type { ScoreIntake } from './score-intake.ts';
import { scoringOf } from './scorings.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface PerplexityDeps {
  readonly place: WorkPlace;
  readonly datasets: DatasetTable;
  readonly models: ModelTable;
  readonly jobs: JobTable;
  readonly scores: ScoreTable;
  readonly queue: JobQueue;
  readonly intake: ScoreIntake;
  now(): number;
  checkEnvironment(): void;
  onBug(where: string, error: unknown): void;
}

type Request = z.output<typeof perplexity.start.input>;
type Started = { readonly jobId: ScoringId | null; readonly rows: number };

const MAX_TOKENS = 256;

/** The perplexity slice: jobs that score texts, and the scores they gave. */
export function perplexityHandlers(deps: PerplexityDeps): Handlers<typeof perplexity> {
  const { datasets, models, scores, intake, place } = deps;
  return {
    scorings: async ({ datasetId }) => {
      await intake.settled();
      const key = datasets.key(datasetId);
      const known = models.models();
      return {
        rows: datasets.dataset(datasetId).rowCount,
        scorings: scores.scorings(key).map(one => scoringOf(one, known, scores.count(key, one.key))),
        jobs: jobsOf(deps, datasetId).map(
          ({ spec: { id, modelId, column, maxTokens } }): ScoringJob => ({ jobId: id, modelId, column, maxTokens }),
        ),
      };
    },
    values: async ({ datasetId }) => {
      await intake.settled();
      datasets.key(datasetId);
      return start(place, 'perplexities', { datasetId }).answer;
    },
    start: (request, emit, end) =>
      tellWork(
        onProgress => startScoring(deps, request, onProgress),
        emit,
        end,
        error => deps.onBug('perplexity/start', error),
      ),
  };
}

interface Open {
  readonly spec: PerplexityJob;
  readonly stopped: boolean;
}

/** Jobs that wait or run, and those that were stopped and can go on, the newest first. */
function jobsOf({ jobs, place }: PerplexityDeps, datasetId: string): Open[] {
  return jobs.ofKind('perplexity').flatMap(({ spec, state }) => {
    if (spec.kind !== 'perplexity' || spec.datasetId !== datasetId || state === 'finished') return [];
    const stopped = isEnded(state);
    return stopped && !existsSync(join(place.project, spec.textsPath)) ? [] : [{ spec, stopped }];
  });
}

function startScoring(
  deps: PerplexityDeps,
  request: Request,
  onProgress: (progress: { done: number; total: number }) => void,
): RunningWork<Started> {
  let texts: RunningWork<{ rows: number }> | null = null;
  let stopped = false;
  const answer = async (): Promise<Started> => {
    const { job, begun } = planOf(deps, request);
    if (begun !== undefined) {
      if (begun.stopped) await deps.queue.resume(begun.spec.id);
      return { jobId: begun.spec.id, rows: begun.spec.rows };
    }
    await deps.intake.settled();
    if (stopped) throw new LuthierError('job.cancelled', { id: job.id });
    texts = start(deps.place, 'writeTexts', job, onProgress);
    const { rows } = await texts.answer;
    if (rows === 0) return { jobId: null, rows };
    await deps.queue.add({ ...job, rows });
    return { jobId: job.id, rows };
  };
  return {
    answer: answer(),
    [Symbol.dispose]: () => {
      stopped = true;
      texts?.[Symbol.dispose]();
    },
  };
}

/** The job as it would be, and one for the same that is on its way or was stopped. */
function planOf(deps: PerplexityDeps, { datasetId, modelId, maxTokens = MAX_TOKENS, ...rest }: Request) {
  const dataset = deps.datasets.dataset(datasetId);
  const model = deps.models.model(modelId);
  const { column = dataset.roles.text } = rest;
  if (!dataset.columns.includes(column)) {
    throw new LuthierError('request.invalid', { reason: `${dataset.name} has no column ${column}` });
  }
  deps.checkEnvironment();
  const id = newId('px') as ScoringId;
  const job: PerplexityJob = {
    kind: 'perplexity',
    id,
    contractVersion: CONTRACT_VERSION,
    title: `Perplexity of ${dataset.name} by ${model.name}`,
    createdAtMs: deps.now(),
    device: 'auto',
    seed: 0,
    datasetId,
    modelId,
    model: { path: model.path, adapterPath: null },
    column,
    textsPath: `${folderOf({ kind: 'perplexity', id })}/texts.jsonl`,
    rows: dataset.rowCount,
    maxTokens,
  };
  const begun = jobsOf(deps, datasetId).find(
    ({ spec }) => spec.modelId === modelId && spec.column === column && spec.maxTokens === maxTokens,
  );
  return { job, begun };
}
