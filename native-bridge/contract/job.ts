import { z } from 'zod';
import { Params } from './catalog.ts';
import { Split } from './dataset.ts';
import { ErrorPayload } from './errors.ts';
import {
  AttentionId,
  DatasetId,
  EvaluationId,
  ExportId,
  JobId,
  ModelId,
  NamesId,
  RunId,
  ScoringId,
  TimeMs,
  VersionHash,
} from './ids.ts';
import { Task } from './task.ts';

/**
 * Paths in a job are relative to the project folder (two levels above the folder of the job), or absolute.
 * A job reads finished, immutable inputs named by path and hash, and writes nothing outside its own folder.
 */
export const VersionInput = z
  .object({
    path: z.string(),
    sha256: VersionHash,
    textColumn: z.string(),
    labelColumn: z.string(),
  })
  .meta({ id: 'VersionInput' });
export type VersionInput = z.infer<typeof VersionInput>;

/** A base model, and the adapter that was trained for it if there is one. */
export const ModelInput = z
  .object({
    path: z.string(),
    /** Folder of the adapter: a run's best checkpoint, or the newest before any was looked at. */
    adapterPath: z.string().nullable(),
  })
  .meta({ id: 'ModelInput' });
export type ModelInput = z.infer<typeof ModelInput>;

/** `auto`: the GPU with most free memory, else the CPU. Otherwise `cpu` or a GPU's UUID. */
export const DeviceChoice = z.string().min(1).meta({ id: 'DeviceChoice' });

const everyJob = {
  contractVersion: z.int().positive(),
  title: z.string(),
  createdAtMs: TimeMs,
  device: DeviceChoice,
  seed: z.int().nonnegative(),
};

export const TrainJob = z
  .object({
    ...everyJob,
    kind: z.literal('train'),
    id: RunId,
    version: VersionInput,
    modelId: ModelId,
    model: ModelInput,
    task: Task,
    methodId: z.string(),
    params: Params,
    /** Values of the catalog's schedule knobs. */
    schedule: Params,
  })
  .meta({ id: 'TrainJob' });
export type TrainJob = z.infer<typeof TrainJob>;

/** In which precision a run was trained. What answers for it answers in the same; without it in what fits the device. */
const ofRun = z.enum(['fp32', 'bf16']).optional();

/** The checkpoint of a run that was used, and what was known of the run then. */
export const RunCheckpoint = z
  .object({
    step: z.int().positive(),
    /** Whether it was chosen by a look at the validation rows; else it is the newest. */
    validated: z.boolean(),
    finished: z.boolean().describe('Whether the run had finished; else it was paused, stopped, or still went on.'),
  })
  .meta({ id: 'RunCheckpoint' });
export type RunCheckpoint = z.infer<typeof RunCheckpoint>;

/** One model of an evaluation, with the name its column carries. */
export const Subject = z.object({ name: z.string().min(1), model: ModelInput }).meta({ id: 'Subject' });
export type Subject = z.infer<typeof Subject>;

export const EvaluateJob = z
  .object({
    ...everyJob,
    kind: z.literal('evaluate'),
    id: EvaluationId,
    runId: RunId,
    version: VersionInput,
    split: Split,
    task: Task,
    subjects: z.array(Subject).min(1),
    precision: ofRun,
    /** Of the tuned model; absent where the run kept no record of it. */
    checkpoint: RunCheckpoint.optional(),
    bootstrapDraws: z.int().min(100).max(10000),
  })
  .meta({ id: 'EvaluateJob' });
export type EvaluateJob = z.infer<typeof EvaluateJob>;

/** The row a text was taken from. */
export const RowSource = z.object({ datasetId: DatasetId, row: z.int().positive() }).meta({ id: 'RowSource' });
export type RowSource = z.infer<typeof RowSource>;

export const AttentionJob = z
  .object({
    ...everyJob,
    kind: z.literal('attention'),
    id: AttentionId,
    runId: RunId,
    subject: z.enum(['base', 'tuned']),
    source: RowSource.nullable(),
    model: ModelInput,
    task: Task,
    text: z.string().min(1),
    precision: ofRun,
  })
  .meta({ id: 'AttentionJob' });
export type AttentionJob = z.infer<typeof AttentionJob>;

export const Gate = z
  .object({
    metric: z.string(),
    /** Points (hundredths) of the metric that the exported model may lose against its source. */
    maxDropPoints: z.number().nonnegative(),
  })
  .meta({ id: 'Gate' });
export type Gate = z.infer<typeof Gate>;

export const ExportJob = z
  .object({
    ...everyJob,
    kind: z.literal('export'),
    id: ExportId,
    runId: RunId,
    model: ModelInput,
    version: VersionInput,
    split: Split,
    task: Task,
    targetId: z.string(),
    params: Params,
    gate: Gate,
    precision: ofRun,
  })
  .meta({ id: 'ExportJob' });
export type ExportJob = z.infer<typeof ExportJob>;

export const PerplexityJob = z
  .object({
    ...everyJob,
    kind: z.literal('perplexity'),
    id: ScoringId,
    datasetId: DatasetId,
    modelId: ModelId,
    model: ModelInput,
    /** The column of the dataset the texts were taken from. */
    column: z.string(),
    /** JSON lines of `TextToScore`. */
    textsPath: z.string(),
    rows: z.int().positive(),
    maxTokens: z.int().positive(),
  })
  .meta({ id: 'PerplexityJob' });
export type PerplexityJob = z.infer<typeof PerplexityJob>;

/** `stamp` names the text: a score is taken in only where the row still has it. */
export const TextToScore = z
  .object({ row: z.int().positive(), stamp: z.string(), text: z.string() })
  .meta({ id: 'TextToScore' });
export type TextToScore = z.infer<typeof TextToScore>;

/** A line of `result/scores.jsonl`. */
export const TextScore = z
  .object({
    row: z.int().positive(),
    stamp: z.string(),
    /** Tokens of the text that were read. */
    tokens: z.int().nonnegative(),
    perplexity: z.number().nullable().describe('Null for a text of fewer than two tokens.'),
  })
  .meta({ id: 'TextScore' });
export type TextScore = z.infer<typeof TextScore>;

export const NamesJob = z
  .object({
    ...everyJob,
    kind: z.literal('names'),
    id: NamesId,
    datasetId: DatasetId,
    /** The columns of the dataset the texts were taken from. */
    columns: z.array(z.string()).min(1),
    /** JSON lines of `TextToRead`. */
    textsPath: z.string(),
    /** Texts to read: of a row one for each of its columns. */
    rows: z.int().positive(),
  })
  .meta({ id: 'NamesJob' });
export type NamesJob = z.infer<typeof NamesJob>;

/** `stamp` names the text: names are taken in only where the row still has it. */
export const TextToRead = z
  .object({ row: z.int().positive(), column: z.string(), stamp: z.string(), text: z.string() })
  .meta({ id: 'TextToRead' });
export type TextToRead = z.infer<typeof TextToRead>;

/** Part of a text, in UTF-16 units. */
export const TextSpan = z
  .object({ start: z.int().nonnegative(), end: z.int().positive().describe('Exclusive.') })
  .meta({ id: 'TextSpan' });
export type TextSpan = z.infer<typeof TextSpan>;

/** A line of `result/names.jsonl`: where names of people stand in a text, from left to right, not overlapping. */
export const FoundNames = z
  .object({ row: z.int().positive(), column: z.string(), stamp: z.string(), spans: z.array(TextSpan) })
  .meta({ id: 'FoundNames' });
export type FoundNames = z.infer<typeof FoundNames>;

/** What `job.json` holds. With the environment's lock it is all that is needed to do the job again. */
export const JobSpec = z
  .discriminatedUnion('kind', [TrainJob, EvaluateJob, AttentionJob, ExportJob, PerplexityJob, NamesJob])
  .meta({ id: 'JobSpec' });
export type JobSpec = z.infer<typeof JobSpec>;

/** Sequence number from 1 without gaps, over all attempts of the job; time of writing. */
const stamp = { seq: z.int().positive(), atMs: TimeMs };
const step = z.int().nonnegative().describe('Optimiser steps completed, not micro-batches.');

export const StartedEvent = z
  .object({
    ...stamp,
    kind: z.literal('started'),
    jobId: JobId,
    /** Steps, rows or stages, by kind of job; the same unit as the progress events. */
    total: z.int().positive(),
    unit: z.enum(['step', 'row', 'layer', 'stage']),
    device: z.string(),
    precision: z.enum(['fp32', 'bf16', 'fp16']),
    /** Step from which an earlier attempt is carried on; 0 at a fresh start. */
    resumedFrom: step,
  })
  .meta({ id: 'StartedEvent' });

export const StageEvent = z
  .object({ ...stamp, kind: z.literal('stage'), stage: z.string(), says: z.string() })
  .meta({ id: 'StageEvent' });

export const ProgressEvent = z
  .object({
    ...stamp,
    kind: z.literal('progress'),
    done: z.int().nonnegative(),
    total: z.int().positive(),
    etaSeconds: z.number().nonnegative().nullable().describe('Null until enough is done to say.'),
  })
  .meta({ id: 'ProgressEvent' });

export const MetricEvent = z
  .object({
    ...stamp,
    kind: z.literal('metric'),
    name: z.string(),
    step,
    value: z.number().describe('Always finite; a diverged loss is a `failed` event.'),
  })
  .meta({ id: 'MetricEvent' });

export const CheckpointEvent = z
  .object({
    ...stamp,
    kind: z.literal('checkpoint'),
    step,
    path: z.string().describe('Relative to the folder of the job.'),
    sizeBytes: z.int().nonnegative(),
    best: z.boolean().describe('The best by the validation rows so far; never before a look at them.'),
  })
  .meta({ id: 'CheckpointEvent' });

export const HeartbeatEvent = z
  .object({
    ...stamp,
    kind: z.literal('heartbeat'),
    memoryBytes: z.int().nonnegative(),
    gpuMemoryBytes: z.int().nonnegative().nullable(),
  })
  .meta({ id: 'HeartbeatEvent' });

/** Something the person should know that stops nothing: a damaged checkpoint set aside, rows cut short. */
export const NoteEvent = z
  .object({ ...stamp, kind: z.literal('note'), says: z.string(), error: ErrorPayload.nullable() })
  .meta({ id: 'NoteEvent' });

export const PausedEvent = z.object({ ...stamp, kind: z.literal('paused'), step }).meta({ id: 'PausedEvent' });

export const FinishedEvent = z
  .object({ ...stamp, kind: z.literal('finished'), result: z.string(), seconds: z.number().nonnegative() })
  .meta({ id: 'FinishedEvent' });

export const FailedEvent = z
  .object({ ...stamp, kind: z.literal('failed'), error: ErrorPayload })
  .meta({ id: 'FailedEvent' });

/** What a job may say. One line of `events.jsonl` is one of these. */
export const JobEvent = z
  .discriminatedUnion('kind', [
    StartedEvent,
    StageEvent,
    ProgressEvent,
    MetricEvent,
    CheckpointEvent,
    HeartbeatEvent,
    NoteEvent,
    PausedEvent,
    FinishedEvent,
    FailedEvent,
  ])
  .meta({ id: 'JobEvent' });
export type JobEvent = z.infer<typeof JobEvent>;

/** `process.json`: who runs the job. Pid and start time together name a process for good. */
export const ProcessFile = z
  .object({
    pid: z.int().positive(),
    /** Start time as the system gives it: clock ticks since boot on Linux, milliseconds since 1970 elsewhere. */
    startToken: z.string(),
    startedAtMs: TimeMs,
    attempt: z.int().positive(),
  })
  .meta({ id: 'ProcessFile' });
export type ProcessFile = z.infer<typeof ProcessFile>;

/** `status.json`: how the attempt ended. Written last and atomically; absent while it runs or when it was killed. */
export const StatusFile = z
  .object({
    jobId: JobId,
    state: z.enum(['finished', 'failed', 'cancelled', 'paused']),
    attempt: z.int().positive(),
    error: ErrorPayload.nullable(),
    endedAtMs: TimeMs,
    /** A bug rather than an error a person can act on: the stack is in the terminal log. */
    bug: z.string().nullable(),
  })
  .meta({ id: 'StatusFile' });
export type StatusFile = z.infer<typeof StatusFile>;
