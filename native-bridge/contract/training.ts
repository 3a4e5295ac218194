import { z } from 'zod';
import { Catalog, Params } from './catalog.ts';
import { ModelId, RunId, TimeMs, VersionHash } from './ids.ts';
import { JobState } from './jobs.ts';
import { method, slice } from './slice.ts';
import { Task } from './task.ts';

export const Run = z
  .object({
    id: RunId,
    name: z.string().min(1).max(80),
    versionHash: VersionHash,
    modelId: ModelId,
    /** Key into the catalog that Python publishes. */
    methodId: z.string(),
    task: Task,
    params: Params,
    schedule: Params,
    seed: z.int().nonnegative(),
    state: JobState,
    /** Folder of the best checkpoint, relative to the project; null until there is one. */
    adapterPath: z.string().nullable(),
    leakedRows: z.int().nonnegative(),
    createdAtMs: TimeMs,
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof Run>;

export const StartRun = z.object({
  name: z.string().min(1).max(80),
  versionHash: VersionHash,
  modelId: ModelId,
  methodId: z.string(),
  task: Task,
  /** Knobs that are not named keep the catalog's default. */
  params: Params,
  schedule: Params,
  seed: z.int().nonnegative(),
});
export type StartRun = z.infer<typeof StartRun>;

export const training = slice('training', {
  catalog: method({ input: z.object({}), output: Catalog, errors: [] }),
  /** A task that fits the version: its labels, a neutral instruction, a text length that fits most rows. */
  suggestTask: method({
    input: z.object({ versionHash: VersionHash }),
    output: Task,
    errors: ['dataset.version_not_found', 'versions.no_label', 'dataset.one_class'],
  }),
  startRun: method({
    input: StartRun,
    output: Run,
    errors: [
      'dataset.version_not_found',
      'model.not_found',
      'training.method_unknown',
      'params.invalid',
      'versions.no_label',
      'versions.not_split',
      'dataset.too_small',
      'dataset.one_class',
      'licence.unconfirmed',
      'environment.missing',
    ],
  }),
  run: method({ input: z.object({ runId: RunId }), output: Run, errors: ['job.not_found'] }),
  runs: method({ input: z.object({}), output: z.array(Run), errors: [] }),
});
