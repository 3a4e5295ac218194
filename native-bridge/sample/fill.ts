import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { cleaning, LuthierError, project, splits, versioning, type WorkProgress } from '../contract/index.ts';
import { inside } from '../core/files.ts';
import type { Router } from '../core/router.ts';
import type { Imports } from '../features/dataset/index.ts';
import { takeInStarter } from '../features/models/index.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { DatasetTable } from '../store/datasets.ts';
import type { JobTable } from '../store/jobs.ts';
import type { ModelTable } from '../store/models.ts';
import type { VersionTable } from '../store/versions.ts';
import type { RunningWork } from '../store/work.ts';
import type { Writes } from '../store/writes.ts';
import { askSlice, workOfSlice } from './ask.ts';
import { SAMPLE } from './plan.ts';
import { type Recorded, type RecordedJob, readRecorded, recordedFolder, sampleFolder } from './recorded.ts';
import { heldBy, stateOf } from './state.ts';

export interface SampleDeps extends Pick<Imports, 'startImport'> {
  readonly project: string;
  /** The folder of the installation. */
  readonly root: string;
  readonly starterFolder: string;
  readonly datasets: DatasetTable;
  readonly versions: VersionTable;
  readonly models: ModelTable;
  readonly jobs: JobTable;
  readonly queue: JobQueue;
  readonly writes: Writes;
  router(): Router;
}

/** Steps and how long each takes of the whole, as measured. */
const STEPS = { import: 30, clean: 15, split: 40, freeze: 10, results: 5 } as const;
const WHOLE = 1000;

/**
 * Puts the sample into the project. Each step is done whole or not at all and finds done what was done before, so that
 * one that was cut off is carried on by the next.
 */
export function fillWithSample(deps: SampleDeps, onProgress: (progress: WorkProgress) => void): RunningWork<void> {
  const stop = new AbortController();
  return {
    answer: fill(deps, stop.signal, onProgress),
    [Symbol.dispose]: () => stop.abort(new LuthierError('request.invalid', { reason: 'it was stopped' })),
  };
}

async function fill(deps: SampleDeps, stop: AbortSignal, onProgress: (of: WorkProgress) => void): Promise<void> {
  const recorded = readRecorded(deps.root);
  if (!['offered', 'begun'].includes(stateOf(heldBy(deps), recorded))) throw new LuthierError('project.not_empty', {});
  const { datasetId } = recorded;
  const router = deps.router();
  const during = (step: keyof typeof STEPS) => {
    const names = Object.keys(STEPS) as (keyof typeof STEPS)[];
    const before = names.slice(0, names.indexOf(step)).reduce((sum, name) => sum + STEPS[name], 0);
    const onShare = (share: number): void =>
      onProgress({ done: Math.round(((before + share * STEPS[step]) / 100) * WHOLE), total: WHOLE });
    onShare(0);
    return { onShare, stop };
  };

  await askSlice(router, project.rename, { name: SAMPLE.project });
  await importMails(deps, recorded, during('import'));
  const { standard } = await askSlice(router, cleaning.steps, {});
  await workOfSlice(router, cleaning.apply, { datasetId, steps: standard }, during('clean'));
  await workOfSlice(router, splits.split, { datasetId, ...SAMPLE.split }, during('split'));
  const request = { datasetId, name: SAMPLE.version };
  const version = await workOfSlice(router, versioning.freeze, request, during('freeze'));
  if (version.hash !== recorded.versionHash) {
    throw new Error(`the sample was frozen as ${version.hash}, its results are of ${recorded.versionHash}`);
  }
  await takeInResults(deps, recorded, during('results'));
}

interface Step {
  readonly onShare: (share: number) => void;
  readonly stop: AbortSignal;
}

async function importMails(deps: SampleDeps, { datasetId }: Recorded, { onShare, stop }: Step): Promise<void> {
  if (heldBy(deps).datasets.includes(datasetId)) return;
  const file = join(sampleFolder(deps.root), SAMPLE.file);
  const onProgress = (of: { bytesDone: number; bytesTotal: number }) => onShare(of.bytesDone / of.bytesTotal);
  using importing = deps.startImport({ file, ...SAMPLE.import }, onProgress, datasetId);
  const leave = (): void => importing[Symbol.dispose]();
  stop.addEventListener('abort', leave);
  await importing.answer.finally(() => stop.removeEventListener('abort', leave));
}

/** The folders of the recorded jobs, the model they name, and the index over both. */
async function takeInResults(deps: SampleDeps, recorded: Recorded, { onShare, stop }: Step): Promise<void> {
  for (const [at, job] of recorded.jobs.entries()) {
    stop.throwIfAborted();
    await takeInJob(deps, job);
    onShare((at + 1) / recorded.jobs.length);
  }
  const { models, writes } = deps;
  await takeInStarter(deps);
  await writes.write(() => {
    if (models.atPath(recorded.model.path) === undefined) models.insert(recorded.model);
  });
  await deps.queue.takeIn();
}

/** Whole or not at all: a folder of a job that is there is believed. */
async function takeInJob({ project, root }: SampleDeps, { id, folder, files }: RecordedJob): Promise<void> {
  const to = inside(project, folder);
  if (existsSync(to)) return;
  const staging = join(project, '.core', 'sample', id);
  rmSync(staging, { recursive: true, force: true });
  for (const { path, packed } of files) {
    const target = inside(staging, path);
    mkdirSync(dirname(target), { recursive: true });
    const source = createReadStream(join(recordedFolder(root), folder, packed ? `${path}.gz` : path));
    if (packed) await pipeline(source, createGunzip(), createWriteStream(target));
    else await pipeline(source, createWriteStream(target));
  }
  mkdirSync(dirname(to), { recursive: true });
  renameSync(staging, to);
}
