import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type Catalog,
  CONTRACT_VERSION,
  type DatasetId,
  type LicenceUse,
  LuthierError,
  type Run,
  type RunId,
  type StartRun,
  type Task,
  type TrainJob,
  type training,
  type VersionHash,
  type VersionInput,
} from '../../contract/index.ts';
import { readJson } from '../../core/files.ts';
import { newId } from '../../core/ids.ts';
import type { Handlers } from '../../core/router.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import type { JobRecord, JobTable } from '../../store/jobs.ts';
import type { ModelTable } from '../../store/models.ts';
import type { VersionTable } from '../../store/versions.ts';
import { fileColumns } from '../versions/index.ts';
import { checkParams } from './check-params.ts';
import { suggestTask } from './suggest-task.ts';

export interface TrainingDeps {
  readonly project: string;
  readonly catalog: Catalog;
  readonly versions: VersionTable;
  readonly models: ModelTable;
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  now(): number;
  /** Throws `environment.missing`: asked before anything is written. */
  checkEnvironment(): void;
  /** Throws `licence.unconfirmed` while nobody has said that the sources of the dataset may be used so. */
  requireLicences(datasetId: DatasetId, use: LicenceUse): void;
}

/** The training slice: every method of its contract, one line each. */
export function trainingHandlers(deps: TrainingDeps): Handlers<typeof training> {
  return {
    catalog: () => deps.catalog,
    suggestTask: ({ versionHash }) => suggestTask(deps.versions.version(versionHash)),
    startRun: request => startRun(deps, request),
    run: ({ runId }) => runOf(deps, runId),
    runs: () => deps.jobs.ofKind('train').map(record => toRun(deps, record)),
  };
}

/** Checks that the run can start, writes it down as `queued`, and hands it to the job queue. */
async function startRun(deps: TrainingDeps, request: StartRun): Promise<Run> {
  const method = deps.catalog.trainingMethods.find(({ id }) => id === request.methodId);
  if (method === undefined) {
    const known = deps.catalog.trainingMethods.map(({ id }) => id).join(', ');
    throw new LuthierError('training.method_unknown', { method: request.methodId, known });
  }
  const params = checkParams(method.knobs, request.params);
  const schedule = checkParams(deps.catalog.scheduleKnobs, request.schedule);
  const version = deps.versions.version(request.versionHash);
  const model = deps.models.model(request.modelId);
  for (const split of ['train', 'test'] as const) {
    if (version.splitSizes[split] === 0) throw new LuthierError('versions.not_split', { version: version.name, split });
  }
  checkTask(request.task, version.labels);
  if (version.splitSizes.train < method.minTrainRows) {
    throw new LuthierError('dataset.too_small', {
      rows: version.splitSizes.train,
      purpose: method.title,
      needed: method.minTrainRows,
    });
  }
  deps.requireLicences(version.datasetId, 'training');
  deps.checkEnvironment();

  const job: TrainJob = {
    kind: 'train',
    id: newId('run') as RunId,
    contractVersion: CONTRACT_VERSION,
    title: request.name,
    createdAtMs: deps.now(),
    device: 'auto',
    seed: request.seed,
    version: versionInput(deps, request.versionHash),
    modelId: model.id,
    model: { path: model.path, adapterPath: null },
    task: request.task,
    methodId: request.methodId,
    params,
    schedule,
  };
  return toRun(deps, await deps.queue.add(job));
}

/** How a job names a frozen version: by path, hash, and the columns it reads. */
function versionInput({ versions }: Pick<TrainingDeps, 'versions'>, hash: VersionHash): VersionInput {
  const version = versions.version(hash);
  const { text, label } = version.roles;
  if (label === undefined) throw new LuthierError('versions.no_label', { version: version.name });
  const names = fileColumns(version.columns);
  return {
    path: version.path,
    sha256: version.hash,
    textColumn: names.get(text) ?? text,
    labelColumn: names.get(label) ?? label,
  };
}

function runOf(deps: Pick<TrainingDeps, 'jobs' | 'project' | 'versions'>, runId: RunId): Run {
  const record = deps.jobs.find(runId);
  if (record === undefined) throw new LuthierError('job.not_found', { id: runId });
  return toRun(deps, record);
}

/** The adapter of a run and everything needed to use it. Throws `training.no_checkpoint` when there is none yet. */
export function trainedRun(deps: Pick<TrainingDeps, 'jobs' | 'project' | 'versions'>, runId: RunId) {
  const record = deps.jobs.find(runId);
  if (record?.spec.kind !== 'train') throw new LuthierError('job.not_found', { id: runId });
  const named = adapterOf(deps, record);
  if (named === null) throw new LuthierError('training.no_checkpoint', { run: record.spec.title });
  const { adapterPath, step, evalLoss, precision } = named;
  const finished = record.state === 'finished';
  return {
    spec: record.spec,
    model: { path: record.spec.model.path, adapterPath },
    precision,
    checkpoint: step === undefined ? undefined : { step, validated: evalLoss !== null, finished },
  };
}

function toRun(deps: Pick<TrainingDeps, 'project' | 'versions'>, record: JobRecord): Run {
  const { spec } = record;
  if (spec.kind !== 'train') throw new Error(`${record.id} is no training`);
  return {
    id: spec.id,
    name: spec.title,
    versionHash: spec.version.sha256,
    modelId: spec.modelId,
    methodId: spec.methodId,
    task: spec.task,
    params: spec.params,
    schedule: spec.schedule,
    seed: spec.seed,
    state: record.state,
    adapterPath: adapterOf(deps, record)?.adapterPath ?? null,
    leakedRows: deps.versions.versions().find(({ hash }) => hash === spec.version.sha256)?.leakedRows ?? 0,
    createdAtMs: record.createdAtMs,
  };
}

/** What a run says of the checkpoint to use, and of the precision it was trained in. Runs of before say less. */
const AdapterFile = z.object({
  path: z.string(),
  step: z.int().positive().optional(),
  evalLoss: z.number().nullish(),
  precision: z.enum(['fp32', 'bf16']).optional(),
});

/** `result/adapter.json` names the best checkpoint's adapter; the folder is the truth. */
function adapterOf({ project }: Pick<TrainingDeps, 'project'>, { folder }: JobRecord) {
  const named = AdapterFile.safeParse(readJson(join(project, folder, 'result', 'adapter.json')));
  if (!named.success) return null;
  const { path, evalLoss = null, ...rest } = named.data;
  const adapterPath = `${folder}/${path}`;
  return existsSync(join(project, adapterPath)) ? { ...rest, adapterPath, evalLoss } : null;
}

function checkTask(task: Task, labels: readonly string[]): void {
  const missing = labels.find(label => !task.labels.includes(label));
  if (missing !== undefined) {
    throw new LuthierError(
      'params.invalid',
      { field: 'Labels', reason: `the version also has ${missing}` },
      { field: 'labels' },
    );
  }
}
