import { z } from 'zod';
import { ToldChange } from './change-titles.ts';
import { Dataset, Roles, Split } from './dataset.ts';
import { ErrorPayload } from './errors.ts';
import { DatasetId, TimeMs, VersionHash } from './ids.ts';
import { method, slice, work } from './slice.ts';
import { SplitAmounts, SplitPlan } from './splits.ts';

const rowCount = z.int().nonnegative();
const VersionName = z.string().trim().min(1).max(120);

const Part = z.object({ datasetId: DatasetId });
const seed = z.int().nonnegative();

/** How a new dataset is made of others. */
export const Combination = z.discriminatedUnion('kind', [
  /** One after the other. */
  z.object({ kind: z.literal('append'), parts: z.array(Part).min(2).max(20) }),
  /** Rows of the first with the other columns of the second where the keys are equal. */
  z.object({
    kind: z.literal('join'),
    left: DatasetId,
    right: DatasetId,
    leftKey: z.string(),
    rightKey: z.string(),
    /** Keeps rows of the first that have no partner. */
    keepUnmatched: z.boolean(),
    /** What a row of the first is joined with where several have its key: the first of them, or each. Left out: first. */
    matches: z.enum(['first', 'all']).optional(),
  }),
  /** Random rows of each by weight, mixed. Without `rows`: as many as there are without repeating one. */
  z.object({
    kind: z.literal('mix'),
    parts: z
      .array(Part.extend({ weight: z.number().positive().max(1e6) }))
      .min(2)
      .max(20),
    rows: z.int().positive().optional(),
    seed,
  }),
  z.object({
    kind: z.literal('sample'),
    datasetId: DatasetId,
    how: z.enum(['head', 'random', 'balanced']),
    /** Balanced: of all labels together. */
    rows: z.int().positive(),
    seed,
  }),
]);
export type Combination = z.infer<typeof Combination>;

/** Where the rows of a combined dataset came from. */
export const DatasetOrigin = z.object({
  combination: Combination,
  parts: z.array(
    z.object({
      datasetId: DatasetId,
      name: z.string(),
      sourceSha256: z.string(),
      rows: rowCount,
      taken: rowCount,
      /** The version that the rows of this part were made from; null when it was the import, or is not known. */
      parent: VersionHash.nullable().default(null),
    }),
  ),
  atMs: TimeMs,
});
export type DatasetOrigin = z.infer<typeof DatasetOrigin>;

/** What the cells of a column are where they are not null; `mixed` where they differ. */
export const CellKind = z.enum(['text', 'integer', 'number', 'boolean', 'mixed']);
export type CellKind = z.infer<typeof CellKind>;

export const DatasetVersion = z
  .object({
    hash: VersionHash,
    datasetId: DatasetId,
    name: z.string(),
    /** Relative to the project folder. */
    path: z.string(),
    rowCount,
    /** Rows that stand in no split are in the version as well. */
    splitSizes: z.object({ train: rowCount, validation: rowCount, test: rowCount }),
    columns: z.array(z.string()),
    /** What the columns held, which the file tells as text; nothing of a column without a cell. */
    kinds: z.record(z.string(), CellKind).default({}),
    roles: Roles,
    labels: z.array(z.string()),
    leakedRows: rowCount,
    /** Why a person froze it although rows leak, in that person's words; null when none leak. */
    acceptedLeaks: z.string().nullable().default(null),
    /** The version of the same dataset that it was made from; null when it was made from the import. */
    parent: VersionHash.nullable().default(null),
    /** Titles of the changes since the parent, or since the import, oldest first. */
    recipe: z.array(ToldChange).default([]),
    /** How its rows were split, with sizes and seed; null when that is not known. */
    splitPlan: SplitPlan.nullable().default(null),
    /** The files that its rows were imported from. */
    sources: z.array(z.object({ name: z.string(), sha256: z.string() })).default([]),
    /** What its dataset was combined of; null for a dataset that was imported. */
    origin: DatasetOrigin.nullable().default(null),
    /** The newest change of the dataset that is in it, 0 when there was none. */
    upToChange: z.int().nonnegative().default(0),
    sizeBytes: z.int().nonnegative().default(0),
    createdAtMs: TimeMs,
  })
  .meta({ id: 'DatasetVersion' });
export type DatasetVersion = z.infer<typeof DatasetVersion>;

export const FreezeRequest = z.object({
  datasetId: DatasetId,
  /** Left out: the one this state has, else the next of its dataset: v1, v2 and so on. */
  name: VersionName.optional(),
  /** Freezes although rows leak. The reason is kept with the version. */
  acceptLeaks: z.object({ reason: z.string().trim().min(3).max(500) }).optional(),
});
export type FreezeRequest = z.infer<typeof FreezeRequest>;

/** How much of the rows with one label each of two versions has. */
export const LabelShare = z.object({
  label: z.string(),
  left: rowCount,
  right: rowCount,
  /** Shares of all labelled rows, 0 to 1. */
  leftShare: z.number(),
  rightShare: z.number(),
});
export type LabelShare = z.infer<typeof LabelShare>;

export const DifferenceKind = z.enum(['added', 'removed', 'changed']);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

export const CompareReport = z.object({
  left: VersionHash,
  right: VersionHash,
  /**
   * How rows of one were found in the other: by their numbers, or, of two datasets, by what stands in them: first those
   * with equal cells, then those with the same text. A text that stands twice is found twice.
   */
  matchedBy: z.enum(['number', 'content']),
  added: rowCount,
  removed: rowCount,
  changed: rowCount,
  same: rowCount,
  /**
   * Changed cells by column; a row that only moved to another split counts under no column, and of two datasets it
   * counts as the same.
   */
  changedCells: z.array(z.object({ column: z.string(), rows: rowCount })),
  movedSplit: rowCount,
  labels: z.array(LabelShare),
  /** Half the sum of the differences of the shares: 0 when they are equal, 1 when no label is in both. */
  labelDistance: z.number(),
  /** How many of each kind can be looked at; the counts above are of all. */
  listed: z.object({ added: rowCount, removed: rowCount, changed: rowCount }),
});
export type CompareReport = z.infer<typeof CompareReport>;

const Text = z.string().nullable();

export const RowDifference = z.object({
  /** Its number in each; null where it is not. */
  row: z.object({ left: z.int().positive().nullable(), right: z.int().positive().nullable() }),
  kind: DifferenceKind,
  split: z.object({ left: Split.nullable(), right: Split.nullable() }),
  /** The cells that differ; all cells of a row that only one side has. Long texts are cut. */
  cells: z.array(z.object({ column: z.string(), left: Text, right: Text })),
});
export type RowDifference = z.infer<typeof RowDifference>;

const bothVersions = z.object({ left: VersionHash, right: VersionHash });

export const RestoreReport = z.object({
  version: VersionHash,
  changed: rowCount,
  broughtBack: rowCount,
  /** Rows that the version does not have: without a split, or taken out. */
  others: rowCount,
  changeId: z.int().nullable(),
});
export type RestoreReport = z.infer<typeof RestoreReport>;

/** What is exported: a frozen version, or a dataset as it is now. */
export const ExportSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('version'), hash: VersionHash }),
  z.object({ kind: z.literal('dataset'), datasetId: DatasetId }),
]);
export type ExportSource = z.infer<typeof ExportSource>;

export const RowFormatId = z.enum(['jsonl', 'csv', 'parquet', 'alpaca', 'sharegpt', 'openai']);
export type RowFormatId = z.infer<typeof RowFormatId>;

export const ExportRows = z.object({
  source: ExportSource,
  format: RowFormatId,
  split: Split.optional(),
  /** A path on the machine of the core. Without it the file goes into `exports/datasets/` of the project. */
  to: z.string().min(1).optional(),
  overwrite: z.boolean().default(false),
  /** What the person asks in Alpaca, ShareGPT and OpenAI files, above the text; `{text}` stands for it. */
  instruction: z.string().max(20_000).optional(),
  /** CSV with cells as they are, also those that a spreadsheet would run as a formula. */
  raw: z.boolean().default(false),
});
export type ExportRows = z.infer<typeof ExportRows>;

export const ExportedRows = z.object({
  format: RowFormatId,
  /** Absolute. */
  path: z.string(),
  /** Where the page fetches it; null for a file outside the project. */
  bytesPath: z.string().nullable(),
  rows: rowCount,
  /** Rows that have no text or no answer, which a chat format cannot hold. */
  skipped: rowCount,
  /** Cells that got an apostrophe, so that no spreadsheet runs them. */
  guardedCells: rowCount,
  sizeBytes: z.int().nonnegative(),
  sha256: z.string(),
});
export type ExportedRows = z.infer<typeof ExportedRows>;

export const CombineRequest = z.object({
  name: VersionName,
  of: Combination,
  /** A column that names the dataset each row came from. */
  originColumn: z.string().trim().min(1).max(120).optional(),
  /** Columns of the new dataset that play a part, where another one than suggested should. */
  roles: Roles.partial().optional(),
  /** Also splits the rows so that nothing leaks, and freezes them under this name. */
  version: VersionName.optional(),
  /** Of the split. Left out: 80 to 10 to 10 in a hundred. */
  split: z.object({ amounts: SplitAmounts, seed }).optional(),
});
export type CombineRequest = z.infer<typeof CombineRequest>;

export const CombineReport = z.object({
  dataset: Dataset,
  origin: DatasetOrigin,
  version: DatasetVersion.nullable(),
  /** Why the rows could not be split; they were kept, and frozen, without splits. */
  notSplit: ErrorPayload.nullable(),
  /** Rows that stand in the test split of a dataset they come from: they are in the test of the new one. */
  keptInTest: rowCount,
  /** Rows of a join without a partner. */
  unmatched: rowCount,
  /** Rows of the second dataset of a join whose key an earlier one has. */
  repeatedKeys: rowCount,
});
export type CombineReport = z.infer<typeof CombineReport>;

const aVersion = z.object({ hash: VersionHash });

/** Named by what it does, so that a list of versions can be called `versions`. */
export const versioning = slice('versions', {
  versions: method({ input: z.object({}), output: z.array(DatasetVersion), errors: [] }),
  freeze: work({ input: FreezeRequest, answer: DatasetVersion }),
  rename: method({
    input: aVersion.extend({ name: VersionName }),
    output: DatasetVersion,
    errors: ['dataset.version_not_found'],
  }),
  compare: work({ input: bothVersions, answer: CompareReport }),
  /** A page of what a comparison found. */
  differences: method({
    input: bothVersions.extend({
      kind: DifferenceKind,
      start: z.int().nonnegative(),
      limit: z.int().positive().max(200),
    }),
    output: z.object({ rows: z.array(RowDifference), total: rowCount }),
    errors: ['versions.not_compared'],
  }),
  /** As one change. Throws `splits.test_locked` where rows would enter or leave a test split that is not let go. */
  restore: work({
    input: aVersion.extend({ others: z.enum(['unsplit', 'remove']), unlockTest: z.boolean() }),
    answer: RestoreReport,
  }),
  exportRows: work({ input: ExportRows, answer: ExportedRows }),
  combine: work({ input: CombineRequest, answer: CombineReport }),
  /** Null for a dataset that was imported. */
  origin: method({
    input: z.object({ datasetId: DatasetId }),
    output: DatasetOrigin.nullable(),
    errors: ['dataset.not_found'],
  }),
});
