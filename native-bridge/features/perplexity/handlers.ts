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
import { folderOf } from '../../jobs/job-record.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import type { ResultIntake } from '../../jobs/result-intake.ts';
import { openJobs, startTextJob } from '../../jobs/text-job.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { JobTable } from '../../store/jobs.ts';
import type { ModelTable } from '../../store/models.ts';
import type { ScoreTable } from '../../store/row-scores.ts';
import { tellWork, type WorkPlace, workStarter } from '../../store/work.ts';
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
  readonly intake: Pick<ResultIntake<'perplexity'>, 'settled'>;
  now(): number;
  checkEnvironment(): void;
  onBug(where: string, error: unknown): void;
}

type Request = z.output<typeof perplexity.start.input>;

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
        jobs: openJobs({ jobs: deps.jobs, project: deps.place.project }, 'perplexity', datasetId).map(
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
        onProgress =>
          startTextJob(() => ({
            ...planOf(deps, request),
            project: place.project,
            queue: deps.queue,
            settled: () => intake.settled(),
            write: job => start(place, 'writeTexts', job, onProgress),
          })),
        emit,
        end,
        error => deps.onBug('perplexity/start', error),
      ),
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
  const begun = openJobs({ jobs: deps.jobs, project: deps.place.project }, 'perplexity', datasetId).find(
    ({ spec }) => spec.modelId === modelId && spec.column === column && spec.maxTokens === maxTokens,
  );
  return { job, begun };
}
