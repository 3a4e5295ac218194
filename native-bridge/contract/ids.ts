import { z } from 'zod';

const id = <Brand extends string>(prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-z]{12}$`))
    .brand<Brand>();

export const DatasetId = id<'DatasetId'>('ds').meta({ id: 'DatasetId' });
export type DatasetId = z.infer<typeof DatasetId>;

export const ModelId = id<'ModelId'>('md').meta({ id: 'ModelId' });
export type ModelId = z.infer<typeof ModelId>;

export const RunId = id<'RunId'>('run').meta({ id: 'RunId' });
export type RunId = z.infer<typeof RunId>;

export const EvaluationId = id<'EvaluationId'>('ev').meta({ id: 'EvaluationId' });
export type EvaluationId = z.infer<typeof EvaluationId>;

export const AttentionId = id<'AttentionId'>('at').meta({ id: 'AttentionId' });
export type AttentionId = z.infer<typeof AttentionId>;

export const ExportId = id<'ExportId'>('ex').meta({ id: 'ExportId' });
export type ExportId = z.infer<typeof ExportId>;

export const ScoringId = id<'ScoringId'>('px').meta({ id: 'ScoringId' });
export type ScoringId = z.infer<typeof ScoringId>;

export const NamesId = id<'NamesId'>('nm').meta({ id: 'NamesId' });
export type NamesId = z.infer<typeof NamesId>;

/** A job has the id of what it makes: one name in the log, in the folder and on the screen. */
export const JobId = z.union([RunId, EvaluationId, AttentionId, ExportId, ScoringId, NamesId]).meta({ id: 'JobId' });
export type JobId = z.infer<typeof JobId>;

/** The content address of a frozen dataset version. */
export const VersionHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'VersionHash'>()
  .meta({ id: 'VersionHash' });
export type VersionHash = z.infer<typeof VersionHash>;

/** Milliseconds since the Unix epoch, UTC. */
export const TimeMs = z.int().nonnegative();
