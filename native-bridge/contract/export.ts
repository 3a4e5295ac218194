import { z } from 'zod';
import { Params } from './catalog.ts';
import { Score } from './evaluation.ts';
import { ExportId, RunId, TimeMs, VersionHash } from './ids.ts';
import { Gate } from './job.ts';
import { JobState } from './jobs.ts';
import { method, slice } from './slice.ts';

/**
 * The points that one row answered otherwise is worth, about, where that is more than the gate allows: then a single row
 * decides. Null where the rows can tell, and for a gate of zero, which means that none may change.
 */
export function pointsOfOneRow({ maxDropPoints }: Gate, testRows: number): number | null {
  const points = 100 / testRows;
  return testRows > 0 && maxDropPoints > 0 && maxDropPoints < points ? points : null;
}

/** One try at quantising: which layers were left in higher precision, and how it scored. */
export const ExportAttempt = z
  .object({
    title: z.string(),
    /** Layers that were not quantised to plain INT8, by pattern, with what they were kept in. */
    keptHigher: z.array(z.object({ layers: z.string(), precision: z.string() }).meta({ id: 'KeptHigher' })),
    score: Score,
    dropPoints: z.number(),
    passed: z.boolean(),
  })
  .meta({ id: 'ExportAttempt' });
export type ExportAttempt = z.infer<typeof ExportAttempt>;

/** `parity.json`: the exported model against the model it was made from, on the same test rows, in its own runtime. */
export const ParityCard = z
  .object({
    passed: z.boolean(),
    failure: z.string().nullable(),
    gate: Gate,
    attempts: z.array(ExportAttempt).min(1),
    rowCount: z.int().positive(),
    sourceScores: z.array(Score),
    exportedScores: z.array(Score),
    /** Share of rows on which both give the same label. */
    predictionAgreement: z.number(),
    sizeBytes: z.object({ source: z.int().positive(), exported: z.int().positive() }).meta({ id: 'ExportSizes' }),
    /** Exported over source (fp32); below 1 is smaller. */
    sizeRatio: z.number(),
    latencyMs: z.object({ source: z.number(), exported: z.number() }).meta({ id: 'ExportLatency' }),
    /** Exported over source (fp32, torch), median of alternating rows in batches of one; below 1 is faster. */
    latencyRatio: z.number(),
    weightsDifferFromBase: z.boolean(),
    templateSurvives: z.boolean(),
    stopTokensSurvive: z.boolean(),
    runtime: z.string(),
    cpuFlags: z.array(z.string()),
  })
  .meta({ id: 'ParityCard' });
export type ParityCard = z.infer<typeof ParityCard>;

/** `manifest.json`: what was exported, from what, and the hash of every file. */
export const ExportManifest = z
  .object({
    contractVersion: z.int().positive(),
    exportId: ExportId,
    targetId: z.string(),
    runtime: z.string(),
    opset: z.int().nullable(),
    source: z
      .object({ modelPath: z.string(), adapterPath: z.string().nullable(), versionSha256: VersionHash })
      .meta({ id: 'ExportSource' }),
    files: z.array(
      z.object({ path: z.string(), sizeBytes: z.int().nonnegative(), sha256: z.string() }).meta({ id: 'ExportedFile' }),
    ),
    createdAtMs: TimeMs,
  })
  .meta({ id: 'ExportManifest' });
export type ExportManifest = z.infer<typeof ExportManifest>;

export const Export = z
  .object({
    id: ExportId,
    runId: RunId,
    targetId: z.string(),
    params: Params,
    gate: Gate,
    /** Relative to the project folder. */
    folder: z.string(),
    state: JobState,
    parity: ParityCard.nullable(),
    manifest: ExportManifest.nullable(),
    /** Whether the files of the manifest are all there. They may have been removed, or never copied with the project. */
    modelIsThere: z.boolean(),
    createdAtMs: TimeMs,
  })
  .meta({ id: 'Export' });
export type Export = z.infer<typeof Export>;

/** The slice is called `exporting` in code, since `export` is a word of the language. */
export const exporting = slice('export', {
  start: method({
    input: z.object({ runId: RunId, targetId: z.string(), params: Params, gate: Gate }),
    output: Export,
    errors: [
      'job.not_found',
      'training.no_checkpoint',
      'export.target_unknown',
      'params.invalid',
      'dataset.version_not_found',
      'licence.unconfirmed',
      'environment.missing',
    ],
  }),
  exports: method({ input: z.object({}), output: z.array(Export), errors: [] }),
  export: method({ input: z.object({ exportId: ExportId }), output: Export, errors: ['export.not_found'] }),
});
