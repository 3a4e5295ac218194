import { z } from 'zod';
import { ErrorPayload } from './errors.ts';
import { DatasetId, TimeMs, VersionHash } from './ids.ts';
import { method, slice, stream } from './slice.ts';

export const Split = z.enum(['train', 'validation', 'test']).meta({ id: 'Split' });
export type Split = z.infer<typeof Split>;

/** Which column plays which part. Columns without a part are kept and shown, and no job reads them. */
export const Roles = z
  .object({
    text: z.string(),
    label: z.string().optional(),
    group: z.string().optional(),
    time: z.string().optional(),
    id: z.string().optional(),
  })
  .meta({ id: 'Roles' });
export type Roles = z.infer<typeof Roles>;

export const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]).meta({ id: 'Cell' });
export type Cell = z.infer<typeof Cell>;

export const Dataset = z
  .object({
    id: DatasetId,
    name: z.string().min(1).max(120),
    columns: z.array(z.string()),
    roles: Roles,
    /** Rows that are there now; rows removed by cleaning are in the change log, not in this count. */
    rowCount: z.int().nonnegative(),
    splitSizes: z.object({
      train: z.int().nonnegative(),
      validation: z.int().nonnegative(),
      test: z.int().nonnegative(),
    }),
    labels: z.array(z.object({ label: z.string(), rows: z.int().nonnegative() })),
    sourceSha256: z.string(),
    sourceName: z.string(),
    createdAtMs: TimeMs,
  })
  .meta({ id: 'Dataset' });
export type Dataset = z.infer<typeof Dataset>;

export const Row = z
  .object({
    /** Place in the dataset, from 1. Given once, never used again. */
    row: z.int().positive(),
    split: Split.nullable(),
    cells: z.record(z.string(), Cell),
  })
  .meta({ id: 'Row' });
export type Row = z.infer<typeof Row>;

/** One line of the file that was not taken, or was taken differently from how it stands there. */
export const LedgerEntry = z.object({ line: z.int().positive(), reason: ErrorPayload }).meta({ id: 'LedgerEntry' });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const ImportReport = z
  .object({
    dataset: Dataset,
    format: z.string(),
    encoding: z.string(),
    accepted: z.int().nonnegative(),
    rejected: z.int().nonnegative(),
    /** The first hundred rejects; the rest is counted. */
    ledger: z.array(LedgerEntry),
    seconds: z.number().nonnegative(),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;

export const ImportProgress = z
  .object({
    bytesDone: z.int().nonnegative(),
    bytesTotal: z.int().nonnegative(),
    rows: z.int().nonnegative(),
  })
  .meta({ id: 'ImportProgress' });
export type ImportProgress = z.infer<typeof ImportProgress>;

export const ImportEvent = z
  .discriminatedUnion('kind', [
    ImportProgress.extend({ kind: z.literal('progress') }).meta({ id: 'ImportProgressEvent' }),
    z.object({ kind: z.literal('finished'), report: ImportReport }).meta({ id: 'ImportFinishedEvent' }),
    z.object({ kind: z.literal('failed'), error: ErrorPayload }).meta({ id: 'ImportFailedEvent' }),
  ])
  .meta({ id: 'ImportEvent' });
export type ImportEvent = z.infer<typeof ImportEvent>;

export const ImportFile = z.object({
  /** A path on the machine of the core, chosen by a person (dialog, command line) or uploaded before. */
  file: z.string().min(1),
  name: z.string().min(1).max(120).optional(),
  format: z.string().optional(),
  encoding: z.string().optional(),
  roles: Roles.partial().optional(),
});
export type ImportFile = z.infer<typeof ImportFile>;

/** What a cleaning did, or would do. */
export const CleanReport = z
  .object({
    steps: z.array(
      z.object({
        step: z.enum(['normalise', 'drop-empty', 'drop-duplicates', 'drop-conflicts']),
        removed: z.int().nonnegative(),
        changed: z.int().nonnegative(),
      }),
    ),
    rowsBefore: z.int().nonnegative(),
    rowsAfter: z.int().nonnegative(),
    changeId: z.int().nullable(),
  })
  .meta({ id: 'CleanReport' });
export type CleanReport = z.infer<typeof CleanReport>;

/** Rows that tie two splits together, by why. Zero means a score on one says something about unseen rows. */
export const LeakReport = z
  .object({
    equalTexts: z.int().nonnegative(),
    sharedGroups: z.int().nonnegative(),
    /** Rows of validation or test that a leak touches. */
    leakedRows: z.int().nonnegative(),
    examples: z.array(z.object({ reason: z.enum(['text', 'group']), value: z.string(), rows: z.array(z.int()) })),
  })
  .meta({ id: 'LeakReport' });
export type LeakReport = z.infer<typeof LeakReport>;

export const SplitRequest = z.object({
  datasetId: DatasetId,
  /** Rows of each split. Train may be smaller than what is left; the rest stays without a split. */
  sizes: z.object({ train: z.int().positive(), validation: z.int().nonnegative(), test: z.int().positive() }),
  seed: z.int().nonnegative(),
  /** Keep rows of one group in one split. The column is the dataset's group role. */
  byGroup: z.boolean(),
});
export type SplitRequest = z.infer<typeof SplitRequest>;

export const SplitReport = z
  .object({
    sizes: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
    /** Rows of each label in each split. */
    labels: z.array(z.object({ label: z.string(), train: z.int(), validation: z.int(), test: z.int() })),
    leaks: LeakReport,
    /** Set when the share of a label moves much over time, so that a split by time would not compare like with like. */
    labelShift: z.object({ label: z.string(), before: z.number(), after: z.number(), atMs: TimeMs }).nullable(),
    changeId: z.int(),
  })
  .meta({ id: 'SplitReport' });
export type SplitReport = z.infer<typeof SplitReport>;

export const DatasetVersion = z
  .object({
    hash: VersionHash,
    datasetId: DatasetId,
    name: z.string(),
    /** Relative to the project folder. */
    path: z.string(),
    rowCount: z.int().nonnegative(),
    splitSizes: z.object({
      train: z.int().nonnegative(),
      validation: z.int().nonnegative(),
      test: z.int().nonnegative(),
    }),
    columns: z.array(z.string()),
    roles: Roles,
    labels: z.array(z.string()),
    leakedRows: z.int().nonnegative(),
    createdAtMs: TimeMs,
  })
  .meta({ id: 'DatasetVersion' });
export type DatasetVersion = z.infer<typeof DatasetVersion>;

export const Change = z
  .object({
    id: z.int().positive(),
    title: z.string(),
    rows: z.int().nonnegative(),
    atMs: TimeMs,
    undone: z.boolean(),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof Change>;

const aDataset = z.object({ datasetId: DatasetId });

export const dataset = slice('dataset', {
  importFile: stream({ input: ImportFile, event: ImportEvent }),
  datasets: method({ input: z.object({}), output: z.array(Dataset), errors: [] }),
  dataset: method({ input: aDataset, output: Dataset, errors: ['dataset.not_found'] }),
  /** Rows from `after` on (exclusive), by row number, at most `limit`. */
  rows: method({
    input: z.object({
      datasetId: DatasetId,
      after: z.int().nonnegative(),
      limit: z.int().positive().max(1000),
      split: Split.optional(),
      label: z.string().optional(),
    }),
    output: z.object({ rows: z.array(Row), more: z.boolean() }),
    errors: ['dataset.not_found'],
  }),
  /** The page at a place among the rows that are there, from 0: what a scroll bar needs. */
  rowsAt: method({
    input: z.object({ datasetId: DatasetId, start: z.int().nonnegative(), limit: z.int().positive().max(1000) }),
    output: z.object({ rows: z.array(Row), total: z.int().nonnegative() }),
    errors: ['dataset.not_found'],
  }),
  row: method({
    input: z.object({ datasetId: DatasetId, row: z.int().positive() }),
    output: Row,
    errors: ['dataset.not_found', 'dataset.row_not_found'],
  }),
  clean: method({ input: aDataset, output: CleanReport, errors: ['dataset.not_found'] }),
  split: method({
    input: SplitRequest,
    output: SplitReport,
    errors: ['dataset.not_found', 'dataset.no_label', 'dataset.one_class', 'dataset.too_small'],
  }),
  leaks: method({ input: aDataset, output: LeakReport, errors: ['dataset.not_found'] }),
  freeze: method({
    input: z.object({ datasetId: DatasetId, name: z.string().min(1).max(120), acceptLeaks: z.boolean() }),
    output: DatasetVersion,
    errors: ['dataset.not_found', 'dataset.not_split', 'dataset.leaks', 'disk.full'],
  }),
  versions: method({ input: z.object({}), output: z.array(DatasetVersion), errors: [] }),
  history: method({ input: aDataset, output: z.array(Change), errors: ['dataset.not_found'] }),
  undo: method({ input: aDataset, output: Change, errors: ['dataset.not_found', 'dataset.nothing_to_undo'] }),
  redo: method({ input: aDataset, output: Change, errors: ['dataset.not_found', 'dataset.nothing_to_undo'] }),
});
