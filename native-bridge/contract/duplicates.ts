import { z } from 'zod';
import { Cell, Row, Split } from './dataset.ts';
import { DatasetId, TimeMs } from './ids.ts';
import { method, slice, work } from './slice.ts';

/** Which row of a group stays: the first, the one with the longest text, the newest by its time, or one with a label. */
export const KeepRule = z.enum(['first', 'longest', 'newest', 'labelled']).meta({ id: 'KeepRule' });
export type KeepRule = z.infer<typeof KeepRule>;

/** Share of the short runs of characters that two texts have in common, from which on they are near duplicates. */
export const SimilarityThreshold = z.number().min(0.5).max(1);

/** What the last search through a dataset found, counted over the rows that are still there. */
export const DuplicateSearch = z
  .object({
    datasetId: DatasetId,
    /** Whose texts were compared; null for all that is learned from. */
    column: z.string().nullable(),
    threshold: SimilarityThreshold,
    /** Rows that were compared. */
    rows: z.int().nonnegative(),
    groups: z.int().nonnegative(),
    /** All rows of the groups but one of each. */
    duplicates: z.int().nonnegative(),
    seconds: z.number().nonnegative(),
    atMs: TimeMs,
    /** Rows have changed since, otherwise than by removing duplicates that were found: search again. */
    isOutdated: z.boolean(),
  })
  .meta({ id: 'DuplicateSearch' });
export type DuplicateSearch = z.infer<typeof DuplicateSearch>;

export const FindDuplicates = z.object({
  datasetId: DatasetId,
  threshold: SimilarityThreshold.default(0.8),
  /**
   * The column whose texts are compared. When it is left out, all that is learned from: the input and the answer of
   * instructions and chats, else the text column.
   */
  column: z.string().optional(),
});
export type FindDuplicates = z.infer<typeof FindDuplicates>;

/** Rows with nearly the same text, the one that stays first. */
export const DuplicateGroup = z
  .object({
    group: z.int().positive(),
    size: z.int().min(2),
    members: z.array(
      z.object({
        row: Row.shape.row,
        split: Split.nullable(),
        label: z.string().nullable(),
        /** The cell of the time column, null where there is none. */
        time: Cell,
        /** The first 10,000 characters. */
        text: z.string(),
        length: z.int().nonnegative(),
        /** To the row that stays. */
        similarity: z.number().min(0).max(1),
        /** Less alike to the row that stays than the threshold: it is in the group through another row. */
        chained: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'DuplicateGroup' });
export type DuplicateGroup = z.infer<typeof DuplicateGroup>;

/** Which rows of which groups are meant. */
const InGroups = z.object({
  datasetId: DatasetId,
  keep: KeepRule,
  /** Rows that a person chose to keep instead, each for its group. */
  kept: z.array(z.int().positive()).max(10_000).optional(),
  /** Groups that a person looked at and wants left alone. */
  except: z.array(z.int().positive()).max(10_000).optional(),
});

export const CountDuplicates = InGroups;
export type CountDuplicates = z.infer<typeof CountDuplicates>;

/** The rows of the groups that do not stay. */
export const DuplicateCounts = z.object({
  /** As alike to the row that stays as the threshold says. */
  alike: z.int().nonnegative(),
  /** Less alike to it, and in the group through another row. */
  chained: z.int().nonnegative(),
});
export type DuplicateCounts = z.infer<typeof DuplicateCounts>;

export const RemoveDuplicates = InGroups.extend({
  /** Only these groups; all of them when it is left out. */
  groups: z.array(z.int().positive()).min(1).max(10_000).optional(),
  /** Whether rows go too that are in a group only through another row. */
  chained: z.boolean().default(false),
});
export type RemoveDuplicates = z.infer<typeof RemoveDuplicates>;

export const RemovedDuplicates = z
  .object({
    groups: z.int().nonnegative(),
    removed: z.int().nonnegative(),
    /** Null when there was nothing to remove. */
    changeId: z.int().nullable(),
  })
  .meta({ id: 'RemovedDuplicates' });
export type RemovedDuplicates = z.infer<typeof RemovedDuplicates>;

export const duplicates = slice('duplicates', {
  find: work({ input: FindDuplicates, answer: DuplicateSearch }),
  /** The last search; null when there was none. */
  search: method({
    input: z.object({ datasetId: DatasetId }),
    output: DuplicateSearch.nullable(),
    errors: ['dataset.not_found'],
  }),
  /** Groups after `after`, the largest first, each with the row first that the rule keeps, and at most 20 rows. */
  groups: method({
    input: z.object({
      datasetId: DatasetId,
      keep: KeepRule,
      /** Rows that a person chose to keep instead. */
      kept: z.array(z.int().positive()).max(10_000).optional(),
      after: z.int().nonnegative(),
      limit: z.int().positive().max(100),
    }),
    output: z.object({ groups: z.array(DuplicateGroup), more: z.boolean() }),
    errors: ['dataset.not_found', 'duplicates.not_searched', 'duplicates.no_time', 'dataset.no_label'],
  }),
  /** How many rows would go. */
  count: work({ input: CountDuplicates, answer: DuplicateCounts }),
  /** Removes the rows of the groups that are as alike to the one that stays as was asked for, as one change. */
  remove: work({ input: RemoveDuplicates, answer: RemovedDuplicates }),
});
