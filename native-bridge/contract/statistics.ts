import { z } from 'zod';
import { DatasetId, ModelId, TimeMs } from './ids.ts';
import { method, slice, work } from './slice.ts';

const count = z.int().nonnegative();

/** Rows of one bar, and what they are made of. */
const bar = {
  rows: count,
  /** Train, validation, test, without a split. */
  splits: z.array(count).length(4),
  /** By the labels of `Statistics.labelNames`, in that order; the last is everything else. */
  labels: z.array(count),
};

/** Rows whose length is from `from` to `to`, both inclusive. The last bin holds the long tail. */
export const LengthBin = z.object({ from: count, to: count, ...bar });
export type LengthBin = z.infer<typeof LengthBin>;

/** How long texts are, in one unit. Bins have one width but the last. */
export const Lengths = z.object({
  min: count,
  median: count,
  mean: z.number().nonnegative(),
  p95: count,
  p99: count,
  max: count,
  bins: z.array(LengthBin),
});
export type Lengths = z.infer<typeof Lengths>;

export const TimeUnit = z.enum(['day', 'week', 'month', 'quarter', 'year']);
export type TimeUnit = z.infer<typeof TimeUnit>;

/** What stands in a column. */
export const ColumnFacts = z.object({
  column: z.string(),
  /** Rows where it is absent, null or empty. */
  missing: count,
  distinct: count,
  /** False when `distinct` is an estimate, good to about one percent. */
  exact: z.boolean(),
  /** How many cells are of each kind. */
  kinds: z.object({ text: count, number: count, boolean: count }),
  numbers: z.object({ min: z.number(), max: z.number(), mean: z.number() }).nullable(),
  /** The most frequent values; long ones are not among them. */
  top: z.array(z.object({ value: z.string(), rows: count })),
});
export type ColumnFacts = z.infer<typeof ColumnFacts>;

/** Words, or characters of Chinese and its neighbours, that stand beside each other in texts. */
export const GramList = z.object({
  /** How many words or characters one has. */
  size: z.int().min(1).max(3),
  /** A count may be too low by this much: rare ones are forgotten where there are millions. */
  error: count,
  top: z.array(z.object({ text: z.string(), times: count })),
});
export type GramList = z.infer<typeof GramList>;

export const Statistics = z
  .object({
    datasetId: DatasetId,
    rows: count,
    splits: z.array(count).length(4),
    /** The most frequent labels, most frequent first: the parts of all bars. */
    labelNames: z.array(z.string()),
    /** Bars of the most frequent labels; null holds the rows without one. */
    labels: z.array(z.object({ label: z.string().nullable(), ...bar })),
    /** Labels that have no bar of their own, and their rows. */
    otherLabels: z.object({ labels: count, rows: count }),
    characters: Lengths,
    words: Lengths,
    languages: z.array(
      z.object({
        /** A code of ISO 639-1, or `und` where the text does not say. */
        language: z.string(),
        ...bar,
      }),
    ),
    duplicates: z.object({
      /** Texts that stand in more than one row. */
      texts: count,
      /** Rows that repeat a text of an earlier row. */
      rows: count,
      /** How many texts stand so many times, both inclusive; none where a text stands once. */
      byTimes: z.array(z.object({ from: count, to: count, texts: count })),
      /** The most repeated ones, with the first rows of each. */
      top: z.array(z.object({ text: z.string(), rows: count, examples: z.array(z.int().positive()) })),
    }),
    /** Null without a time column. */
    time: z
      .object({
        column: z.string(),
        unit: TimeUnit,
        /** Rows whose time cannot be read. */
        unread: count,
        /**
         * Without gaps; `from` inclusive, `to` exclusive. The few rows far before or after all others stand in an
         * open bin at that end.
         */
        bins: z.array(
          z.object({ fromMs: z.int(), toMs: z.int(), open: z.enum(['before', 'after']).nullable(), ...bar }),
        ),
      })
      .nullable(),
    columns: z.array(ColumnFacts),
    grams: z.array(GramList),
    computedAtMs: TimeMs,
    seconds: z.number().nonnegative(),
  })
  .meta({ id: 'Statistics' });
export type Statistics = z.infer<typeof Statistics>;

/** How long texts are in the tokens of one model, without what its chat template adds. */
export const TokenStatistics = z
  .object({
    datasetId: DatasetId,
    modelId: ModelId,
    modelName: z.string(),
    rows: count,
    /** Of all rows together. */
    tokens: count,
    /** As in `Statistics`. */
    labelNames: z.array(z.string()),
    lengths: Lengths,
    computedAtMs: TimeMs,
    seconds: z.number().nonnegative(),
  })
  .meta({ id: 'TokenStatistics' });
export type TokenStatistics = z.infer<typeof TokenStatistics>;

/** What stands in a column, as the head of a grid shows it. */
export const ColumnSummary = ColumnFacts.extend({
  /** Numbers, or lengths of texts where there are no numbers, in bins of one width; empty without either. */
  bins: z.array(z.object({ from: z.number(), to: z.number(), rows: count })),
});
export type ColumnSummary = z.infer<typeof ColumnSummary>;

const ofModel = z.object({ datasetId: DatasetId, modelId: ModelId });

export const statistics = slice('statistics', {
  /** What was computed since the last change; null when it has to be computed. */
  known: method({
    input: z.object({ datasetId: DatasetId }),
    output: Statistics.nullable(),
    errors: ['dataset.not_found'],
  }),
  /** Walks over all rows and keeps what it found until the next change. */
  compute: work({ input: z.object({ datasetId: DatasetId }), answer: Statistics }),
  /** Lengths in tokens, when they were counted since the last change. */
  knownTokens: method({
    input: ofModel,
    output: TokenStatistics.nullable(),
    errors: ['dataset.not_found', 'model.not_found'],
  }),
  /** Cuts all texts as the model does, and keeps how long they are until the next change. */
  computeTokens: work({ input: ofModel, answer: TokenStatistics }),
  /** What stands in the columns: of all rows where they are few, else of a sample spread over them. */
  columns: method({
    input: z.object({ datasetId: DatasetId }),
    output: z.object({ rows: count, sampled: count, columns: z.array(ColumnSummary) }),
    errors: ['dataset.not_found'],
  }),
});
