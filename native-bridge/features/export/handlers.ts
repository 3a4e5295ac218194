import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  type Catalog,
  CONTRACT_VERSION,
  type DatasetId,
  type Export,
  type ExportId,
  type ExportJob,
  ExportManifest,
  type exporting,
  type LicenceUse,
  LuthierError,
  ParityCard,
} from '../../contract/index.ts';
import { readJson } from '../../core/files.ts';
import { newId } from '../../core/ids.ts';
import type { Handlers } from '../../core/router.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import type { JobRecord, JobTable } from '../../store/jobs.ts';
import type { VersionTable } from '../../store/versions.ts';
import { checkParams, trainedRun } from '../training/index.ts';

export interface ExportDeps {
  readonly project: string;
  readonly catalog: Catalog;
  readonly jobs: JobTable;
  readonly versions: VersionTable;
  readonly queue: JobQueue;
  now(): number;
  checkEnvironment(): void;
  /** Throws `licence.unconfirmed` while nobody has said that the sources of the dataset may be used so. */
  requireLicences(datasetId: DatasetId, use: LicenceUse): void;
}

/** The export slice: a model in a form that runs elsewhere, with the proof that it is still the same model. */
export function exportHandlers(deps: ExportDeps): Handlers<typeof exporting> {
  return {
    start: request => start(deps, request),
    exports: () => deps.jobs.ofKind('export').map(record => toExport(deps, record)),
    export: ({ exportId }) => {
      const record = deps.jobs.find(exportId);
      if (record?.kind !== 'export') throw new LuthierError('export.not_found', { id: exportId });
      return toExport(deps, record);
    },
  };
}

async function start(deps: ExportDeps, request: z.infer<typeof exporting.start.input>): Promise<Export> {
  const target = deps.catalog.exportTargets.find(({ id }) => id === request.targetId);
  if (target === undefined) {
    const known = deps.catalog.exportTargets.map(({ id }) => id).join(', ');
    throw new LuthierError('export.target_unknown', { target: request.targetId, known });
  }
  const params = checkParams(target.knobs, request.params);
  const { spec, model, precision } = trainedRun(deps, request.runId);
  // Who makes an export means to give the model on.
  deps.requireLicences(deps.versions.version(spec.version.sha256).datasetId, 'shareModel');
  deps.checkEnvironment();

  const job: ExportJob = {
    kind: 'export',
    id: newId('ex') as ExportId,
    contractVersion: CONTRACT_VERSION,
    title: `${spec.title} as ${target.title}`,
    createdAtMs: deps.now(),
    device: 'cpu',
    seed: spec.seed,
    runId: spec.id,
    model,
    version: spec.version,
    split: 'test',
    task: spec.task,
    targetId: target.id,
    params,
    gate: request.gate,
    precision,
  };
  return toExport(deps, await deps.queue.add(job));
}

/** A failed export keeps its card: it says what was tried and how far it fell short. */
function toExport({ project }: ExportDeps, { folder, spec, state, createdAtMs }: JobRecord): Export {
  if (spec.kind !== 'export') throw new Error(`${spec.id} is no export`);
  const parity = ParityCard.safeParse(readJson(join(project, folder, 'parity.json')));
  const manifest = ExportManifest.safeParse(readJson(join(project, folder, 'manifest.json')));
  return {
    id: spec.id,
    runId: spec.runId,
    targetId: spec.targetId,
    params: spec.params,
    gate: spec.gate,
    folder,
    state,
    parity: parity.data ?? null,
    manifest: manifest.data ?? null,
    modelIsThere: manifest.data?.files.every(({ path }) => existsSync(join(project, folder, path))) ?? false,
    createdAtMs,
  };
}
