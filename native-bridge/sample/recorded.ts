import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DatasetId, JobId, Model, TimeMs, VersionHash } from '../contract/index.ts';
import { readJson } from '../core/files.ts';

/** A file of a recorded job. What is packed lies as `<path>.gz`, because it is mostly zeros. */
export const RecordedFile = z.strictObject({
  path: z.string(),
  sizeBytes: z.int().nonnegative(),
  sha256: z.string(),
  packed: z.boolean(),
});
export type RecordedFile = z.infer<typeof RecordedFile>;

/** What a recorded job left, without what is too large to hand out. */
export const RecordedJob = z.strictObject({
  id: JobId,
  /** In the project, and below `recorded/`: `runs/run_...`. */
  folder: z.string(),
  files: z.array(RecordedFile),
  /** Left out: an exported model, the state of the optimiser. */
  left: z.array(z.strictObject({ path: z.string(), sizeBytes: z.int().nonnegative() })),
});
export type RecordedJob = z.infer<typeof RecordedJob>;

/** `recorded/sample.json`: the results of one real run of the loop, and where they are from. */
export const Recorded = z.strictObject({
  /** The results name rows by it, and its id stands in the version. */
  datasetId: DatasetId,
  versionHash: VersionHash,
  model: Model,
  jobs: z.array(RecordedJob),
  provenance: z.strictObject({
    recordedAtMs: TimeMs,
    seed: z.int(),
    /** By kind of job, of the wall clock, with whatever else ran on the machine. */
    seconds: z.record(z.string(), z.number()),
    machine: z.string(),
    versions: z.record(z.string(), z.string()),
  }),
});
export type Recorded = z.infer<typeof Recorded>;

/** Where the sample lies in an installation. */
export function sampleFolder(root: string): string {
  return join(root, 'resources', 'sample');
}

export function recordedFolder(root: string): string {
  return join(sampleFolder(root), 'recorded');
}

export function hasRecorded(root: string): boolean {
  return existsSync(join(recordedFolder(root), 'sample.json'));
}

export function readRecorded(root: string): Recorded {
  return Recorded.parse(readJson(join(recordedFolder(root), 'sample.json')));
}
