import { join } from 'node:path';
import {
  CONTRACT_VERSION,
  type EvaluateJob,
  type Evaluation,
  type EvaluationId,
  EvaluationReport,
  type evaluation,
  LuthierError,
  type RunId,
  type Split,
} from '../../contract/index.ts';
import { readJson } from '../../core/files.ts';
import { newId } from '../../core/ids.ts';
import type { Handlers } from '../../core/router.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import type { JobRecord, JobTable } from '../../store/jobs.ts';
import type { PredictionTable } from '../../store/predictions.ts';
import type { VersionTable } from '../../store/versions.ts';
import { type WorkPlace, workStarter } from '../../store/work.ts';
import { trainedRun } from '../training/index.ts';
import type { WORKS } from './work.ts';

const startWork = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface EvaluationDeps {
  readonly project: string;
  readonly place: WorkPlace;
  readonly versions: VersionTable;
  readonly jobs: JobTable;
  readonly predictions: PredictionTable;
  readonly queue: JobQueue;
  /** The cells of a row of the dataset a version was frozen from; null when it is gone. */
  readonly rowText: (version: EvaluateJob['version'], row: number) => string | null;
  now(): number;
  checkEnvironment(): void;
}

const DRAWS = 1000;

/** The evaluation slice: base against tuned on one frozen split, and the rows behind each number. */
export function evaluationHandlers(deps: EvaluationDeps): Handlers<typeof evaluation> {
  return {
    start: ({ runId, split }) => start(deps, runId, split),
    evaluations: () => deps.jobs.ofKind('evaluate').map(record => toEvaluation(deps, record)),
    evaluation: ({ evaluationId }) => toEvaluation(deps, need(deps, evaluationId)),
    rows: async query => {
      const { evaluationId } = query;
      const { state, spec } = need(deps, evaluationId);
      if (state !== 'finished') throw new LuthierError('evaluation.not_finished', { id: evaluationId, state });
      await readPredictions(deps, evaluationId);
      const { rows, total } = deps.predictions.page(query);
      return { rows: rows.map(row => ({ ...row, text: deps.rowText(spec.version, row.row) ?? '' })), total };
    },
  };
}

async function start(deps: EvaluationDeps, runId: RunId, split: Split): Promise<Evaluation> {
  const { spec, model, precision, checkpoint } = trainedRun(deps, runId);
  const version = deps.versions.version(spec.version.sha256);
  if (version.splitSizes[split] === 0) throw new LuthierError('versions.not_split', { version: version.name, split });
  deps.checkEnvironment();

  const job: EvaluateJob = {
    kind: 'evaluate',
    id: newId('ev') as EvaluationId,
    contractVersion: CONTRACT_VERSION,
    title: `${spec.title} on ${split}`,
    createdAtMs: deps.now(),
    device: 'auto',
    seed: spec.seed,
    runId,
    version: spec.version,
    split,
    task: spec.task,
    subjects: [
      { name: 'base', model: { ...model, adapterPath: null } },
      { name: 'tuned', model },
    ],
    bootstrapDraws: DRAWS,
    precision,
    checkpoint,
  };
  return toEvaluation(deps, await deps.queue.add(job));
}

/** Brings the answers of a finished evaluation into the index, once. */
async function readPredictions(deps: EvaluationDeps, evaluationId: EvaluationId): Promise<void> {
  if (deps.predictions.has(evaluationId)) return;
  const { folder } = need(deps, evaluationId);
  await startWork(deps.place, 'takeIn', { evaluationId, file: `${folder}/result/predictions.jsonl` }).answer;
}

function need(deps: EvaluationDeps, id: EvaluationId): JobRecord & { spec: EvaluateJob } {
  const record = deps.jobs.find(id);
  if (record?.spec.kind !== 'evaluate') throw new LuthierError('job.not_found', { id });
  return { ...record, spec: record.spec };
}

function toEvaluation({ project }: EvaluationDeps, { folder, spec, state, createdAtMs }: JobRecord): Evaluation {
  if (spec.kind !== 'evaluate') throw new Error(`${spec.id} is no evaluation`);
  const report = state === 'finished' ? readJson(join(project, folder, 'result', 'report.json')) : null;
  return {
    id: spec.id,
    runId: spec.runId,
    versionHash: spec.version.sha256,
    split: spec.split,
    state,
    checkpoint: spec.checkpoint ?? null,
    report: report === null ? null : EvaluationReport.parse(report),
    createdAtMs,
  };
}
