import { z } from 'zod';
import { Split } from './dataset.ts';
import { EvaluationId, RunId, TimeMs, VersionHash } from './ids.ts';
import { RunCheckpoint } from './job.ts';
import { JobState } from './jobs.ts';
import { method, slice } from './slice.ts';

/** A score with the 95 % interval of its percentile bootstrap over rows. */
export const Score = z
  .object({ metric: z.string(), value: z.number(), low: z.number(), high: z.number() })
  .meta({ id: 'Score' });
export type Score = z.infer<typeof Score>;

export const ClassScore = z
  .object({
    label: z.string(),
    precision: z.number(),
    recall: z.number(),
    f1: z.number(),
    rows: z.int().nonnegative(),
  })
  .meta({ id: 'ClassScore' });
export type ClassScore = z.infer<typeof ClassScore>;

export const SubjectReport = z
  .object({
    name: z.string(),
    scores: z.array(Score),
    classes: z.array(ClassScore),
    /** `confusion[i][j]`: rows of label i that were answered with label j, in the order of `labels`. */
    confusion: z.array(z.array(z.int().nonnegative())),
    /** Milliseconds a row took, batch of one, over the first rows of the split. */
    latencyMs: z.object({ p50: z.number(), p95: z.number(), rows: z.int() }).meta({ id: 'Latency' }),
    rowsPerSecond: z.number(),
  })
  .meta({ id: 'SubjectReport' });
export type SubjectReport = z.infer<typeof SubjectReport>;

/** `result/report.json` of an evaluation. */
export const EvaluationReport = z
  .object({
    labels: z.array(z.string()),
    rowCount: z.int().positive(),
    /** Rows whose text was cut to the task's length. */
    truncatedRows: z.int().nonnegative(),
    subjects: z.array(SubjectReport),
    /** Score of each later subject minus the first one, on the same rows, with its paired bootstrap interval. */
    differences: z.array(z.object({ subject: z.string(), scores: z.array(Score) }).meta({ id: 'Difference' })),
    device: z.string(),
    precision: z.string(),
  })
  .meta({ id: 'EvaluationReport' });
export type EvaluationReport = z.infer<typeof EvaluationReport>;

export const SubjectAnswer = z
  .object({
    subject: z.string(),
    predicted: z.string(),
    /** Probability of each label, in the order of the report's `labels`; they sum to 1. */
    probabilities: z.array(z.number()),
  })
  .meta({ id: 'SubjectAnswer' });
export type SubjectAnswer = z.infer<typeof SubjectAnswer>;

/** One line of `result/predictions.jsonl`: what each subject answered to one row. */
export const Prediction = z
  .object({
    row: z.int().positive(),
    label: z.string(),
    answers: z.array(SubjectAnswer),
  })
  .meta({ id: 'Prediction' });
export type Prediction = z.infer<typeof Prediction>;

export const Evaluation = z
  .object({
    id: EvaluationId,
    runId: RunId,
    versionHash: VersionHash,
    split: Split,
    state: JobState,
    /** The checkpoint that was evaluated; null where the run kept no record of it. */
    checkpoint: RunCheckpoint.nullable(),
    report: EvaluationReport.nullable(),
    createdAtMs: TimeMs,
  })
  .meta({ id: 'Evaluation' });
export type Evaluation = z.infer<typeof Evaluation>;

export const PredictedRow = z
  .object({
    row: z.int().positive(),
    text: z.string(),
    label: z.string(),
    answers: z.array(SubjectAnswer),
  })
  .meta({ id: 'PredictedRow' });
export type PredictedRow = z.infer<typeof PredictedRow>;

export const evaluation = slice('evaluation', {
  /** Scores the base model and the run's best checkpoint on the same frozen split. */
  start: method({
    input: z.object({ runId: RunId, split: Split }),
    output: Evaluation,
    errors: ['job.not_found', 'training.no_checkpoint', 'versions.not_split', 'environment.missing'],
  }),
  evaluations: method({ input: z.object({}), output: z.array(Evaluation), errors: [] }),
  evaluation: method({
    input: z.object({ evaluationId: EvaluationId }),
    output: Evaluation,
    errors: ['job.not_found'],
  }),
  /** The rows behind one cell of a confusion matrix, most confident first. */
  rows: method({
    input: z.object({
      evaluationId: EvaluationId,
      subject: z.string(),
      label: z.string().optional(),
      predicted: z.string().optional(),
      onlyWrong: z.boolean(),
      start: z.int().nonnegative(),
      limit: z.int().positive().max(200),
    }),
    output: z.object({ rows: z.array(PredictedRow), total: z.int().nonnegative() }),
    errors: ['job.not_found', 'evaluation.not_finished'],
  }),
});
