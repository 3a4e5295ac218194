import { z } from 'zod';
import { DatasetId, ModelId, ScoringId, TimeMs } from './ids.ts';
import { method, slice, work } from './slice.ts';

const count = z.int().nonnegative();

/** Most tokens of a text that are read; what comes after them does not count. */
const MaxTokens = z.int().min(8).max(8192);

/** How far the texts of a column have been scored by one model. */
export const Scoring = z
  .object({
    modelId: ModelId,
    modelName: z.string(),
    column: z.string(),
    maxTokens: MaxTokens,
    /** Rows that have been scored and have not changed since. */
    scored: count,
    computedAtMs: TimeMs,
  })
  .meta({ id: 'Scoring' });
export type Scoring = z.infer<typeof Scoring>;

/** A scoring that waits or runs, or was stopped before its end and can go on. */
export const ScoringJob = z.object({
  jobId: ScoringId,
  modelId: ModelId,
  column: z.string(),
  maxTokens: MaxTokens,
});
export type ScoringJob = z.infer<typeof ScoringJob>;

const example = z.object({ row: z.int().positive(), perplexity: z.number(), text: z.string() });

/** The scores of the newest scoring, of the rows that are there. */
export const Perplexities = z
  .object({
    scoring: Scoring,
    /** Rows of the dataset, and those of them that have a perplexity; the others are too short or not scored. */
    rows: count,
    values: count,
    tooShort: count,
    median: z.number(),
    /** Median absolute deviation of the natural logarithm of the perplexity. */
    spread: z.number().nonnegative(),
    /** Ten to a decade, without gaps; `from` inclusive, `to` exclusive. */
    bins: z.array(z.object({ from: z.number(), to: z.number(), rows: count })),
    /** The rows a model finds least and most expected, the farthest first. */
    unlikely: z.array(example),
    likely: z.array(example),
  })
  .meta({ id: 'Perplexities' });
export type Perplexities = z.infer<typeof Perplexities>;

const ofDataset = z.object({ datasetId: DatasetId });

/**
 * Perplexity of a text: e to the mean negative log-likelihood, in nats, of its tokens, each given those before it.
 * Scores come from a job; a row whose text changes has none until it is scored again.
 */
export const perplexity = slice('perplexity', {
  /** What has been scored, the newest first: the one that `perplexity` means in a query. And what is not done yet. */
  scorings: method({
    input: ofDataset,
    output: z.object({ rows: count, scorings: z.array(Scoring), jobs: z.array(ScoringJob) }),
    errors: ['dataset.not_found'],
  }),
  /** Null when nothing has been scored. */
  values: method({ input: ofDataset, output: Perplexities.nullable(), errors: ['dataset.not_found'] }),
  /**
   * Starts a job that scores the rows which this model has not scored as they are, or lets one go on that was stopped.
   * `jobId` is null when there is no such row: then its scores are the newest again.
   */
  start: work({
    input: z.object({
      datasetId: DatasetId,
      modelId: ModelId,
      /** The one of the text role when left out. */
      column: z.string().optional(),
      maxTokens: MaxTokens.optional(),
    }),
    answer: z.object({ jobId: ScoringId.nullable(), rows: count }),
  }),
});
