import { z } from 'zod';
import { SaidTitle } from './change-titles.ts';
import { ErrorPayload } from './errors.ts';
import { DatasetId, TimeMs } from './ids.ts';
import {
  ExportedLedger,
  ExportLedger,
  ImportFile,
  ImportPreview,
  LedgerEntry,
  LedgerPage,
  PreviewImport,
} from './import.ts';
import { Cell, CellText, Roles } from './roles.ts';
import { method, slice, stream, work } from './slice.ts';

export {
  asksTheSame,
  Cell,
  cellIn,
  NamedRoles,
  ROLES,
  type Role,
  Roles,
  type SomeRoles,
  withoutTakenText,
  withRole,
  withTakenText,
} from './roles.ts';

export const Split = z.enum(['train', 'validation', 'test']).meta({ id: 'Split' });
export type Split = z.infer<typeof Split>;

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
    starred: z.boolean(),
    tags: z.array(z.string()),
    note: z.string().nullable(),
  })
  .meta({ id: 'Row' });
export type Row = z.infer<typeof Row>;

export const ImportReport = z
  .object({
    dataset: Dataset,
    format: z.string(),
    encoding: z.string(),
    accepted: z.int().nonnegative(),
    rejected: z.int().nonnegative(),
    /** Rows that were taken differently from how they stand there; they are in the ledger too. */
    mended: z.int().nonnegative(),
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

/** Who did something, and through what. */
export const Actor = z.object({ person: z.string(), through: z.enum(['page', 'command']) }).meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;

export const Change = z
  .object({
    id: z.int().positive(),
    title: z.string(),
    /** The title in a form that can be said in any language; null for a change that is known by its title alone. */
    said: SaidTitle.nullable(),
    rows: z.int().nonnegative(),
    atMs: TimeMs,
    /** Null for a change of which nobody wrote down who did it. */
    actor: Actor.nullable(),
    undone: z.boolean(),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof Change>;

/** What a person notes of a row; only the marks that are there are set. */
export const RowMarks = z.object({
  starred: z.boolean().optional(),
  tags: z.array(z.string().max(60)).max(50).optional(),
  note: z.string().max(10_000).nullable().optional(),
});
export type RowMarks = z.infer<typeof RowMarks>;

/** One edit for all rows of a query. */
export const BulkEdit = z.discriminatedUnion('kind', [
  /** The value as it is: "5" is a text and 5 a number. */
  z.object({ kind: z.literal('set'), column: z.string(), value: Cell }),
  z.object({
    kind: z.literal('replace'),
    column: z.string(),
    find: z.string().min(1).max(2000),
    regex: z.boolean(),
    ignoreCase: z.boolean(),
    /** With `regex`, $1 and $<name> stand for groups. */
    replacement: CellText.max(100_000),
  }),
  z.object({ kind: z.literal('remove') }),
  z.object({ kind: z.literal('star'), starred: z.boolean() }),
  z.object({ kind: z.literal('tag'), tag: z.string().trim().min(1).max(60), on: z.boolean() }),
  z.object({ kind: z.literal('split'), split: Split.nullable() }),
]);
export type BulkEdit = z.infer<typeof BulkEdit>;

export const BulkEditPreview = z.object({
  rows: z.int().nonnegative(),
  /** The first rows it changes, with the cell it changes; null when it is no cell. */
  examples: z.array(z.object({ row: z.int().positive(), before: Cell, after: Cell })),
  /** Rows that would enter or leave the test split; where there is one, it must be let go. */
  testRows: z.int().nonnegative(),
});
export type BulkEditPreview = z.infer<typeof BulkEditPreview>;

export const BulkEditReport = z.object({ rows: z.int().nonnegative(), changeId: z.int().nullable() });
export type BulkEditReport = z.infer<typeof BulkEditReport>;

export const RolesReport = z.object({
  roles: Roles,
  /** Rows whose label is another one, removed ones too: it is read from another column. */
  rows: z.int().nonnegative(),
  /** Null when every column plays the part it played. */
  changeId: z.int().nullable(),
});
export type RolesReport = z.infer<typeof RolesReport>;

/** Where a draft belongs. */
export const DraftPlace = z.object({
  row: z.int().positive(),
  /** Null: the whole row as JSON. */
  column: z.string().nullable(),
});
export type DraftPlace = z.infer<typeof DraftPlace>;

/** What a person wrote into a cell, or as a whole row, and has neither saved nor discarded. */
export const Draft = DraftPlace.extend({
  text: z.string(),
  /** What stood there when the writing began. */
  from: z.string(),
});
export type Draft = z.infer<typeof Draft>;

/** One change of one row: what it was and became, cell by cell and mark by mark. */
export const Blame = z.object({
  changeId: z.int().positive(),
  title: z.string(),
  said: SaidTitle.nullable(),
  atMs: TimeMs,
  actor: Actor.nullable(),
  /** `field` is a column, `#` with the name of a mark, or `#role.` with that of a part. */
  differences: z.array(z.object({ field: z.string(), before: Cell, after: Cell })),
});
export type Blame = z.infer<typeof Blame>;

/** Which rows, in which order. Without a query all of them, without a sort by row number. */
export const RowView = z.object({
  datasetId: DatasetId,
  /** In the query language of the grid. */
  query: z.string().max(10_000).optional(),
  /** `field` is a column, or `#row`, `#split`, `#length`. */
  sort: z.object({ field: z.string(), descending: z.boolean() }).optional(),
});
export type RowView = z.infer<typeof RowView>;

const aDataset = z.object({ datasetId: DatasetId });
/** `unlockTest`: whether the person lets go of a test split that is there. */
const aStep = aDataset.extend({ changeId: z.int().positive(), unlockTest: z.boolean() });

export const dataset = slice('dataset', {
  importFile: stream({ input: ImportFile, event: ImportEvent }),
  /** Reads the head of a file as an import would, and keeps nothing. */
  previewImport: method({
    input: PreviewImport,
    output: ImportPreview,
    errors: [
      'import.not_found',
      'import.empty',
      'import.format_unknown',
      'import.encoding',
      'import.not_text',
      'import.damaged',
    ],
  }),
  /** Removes a file that was uploaded and that no import needs any more; a file of a person stays. */
  dropUpload: method({ input: z.object({ file: z.string().min(1) }), output: z.object({}), errors: [] }),
  /** What an import left out or mended, in the order of the file, from `after` on. */
  ledger: method({
    input: z.object({
      datasetId: DatasetId,
      after: z.int().nonnegative().default(0),
      limit: z.int().positive().max(1000).default(100),
    }),
    output: LedgerPage,
    errors: ['dataset.not_found'],
  }),
  /** All of the ledger as a file. */
  exportLedger: method({ input: ExportLedger, output: ExportedLedger, errors: ['dataset.not_found', 'disk.full'] }),
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
  /** The page at a place of a view, from 0: what a scroll bar needs. `total` is null while the search goes on. */
  rowsAt: method({
    input: RowView.extend({ start: z.int().nonnegative(), limit: z.int().positive().max(1000) }),
    output: z.object({ rows: z.array(Row), total: z.int().nonnegative().nullable() }),
    errors: ['dataset.not_found', 'dataset.query_invalid', 'dataset.pattern_slow'],
  }),
  /** How many rows a view has. */
  countRows: method({
    input: RowView,
    output: z.object({ rows: z.int().nonnegative() }),
    errors: ['dataset.not_found', 'dataset.query_invalid', 'dataset.pattern_slow'],
  }),
  /**
   * Of a query that compares times, how many rows of the dataset have one that cannot be read, which no comparison finds, and
   * the query that does; none of any other query.
   */
  unreadableTimes: method({
    input: z.object({ datasetId: DatasetId, query: z.string() }),
    output: z.object({ rows: z.int().nonnegative(), query: z.string() }),
    errors: ['dataset.not_found', 'dataset.query_invalid'],
  }),
  /** The place of a row in a view, from 0; null when it is not in it. */
  placeOf: method({
    input: RowView.extend({ row: z.int().positive() }),
    output: z.object({ place: z.int().nonnegative().nullable() }),
    errors: ['dataset.not_found', 'dataset.query_invalid', 'dataset.pattern_slow'],
  }),
  /** How far the word index is; queries by word are complete before it is done, only slower. */
  wordIndex: method({
    input: aDataset,
    output: z.object({ indexed: z.int().nonnegative(), total: z.int().nonnegative() }),
    errors: ['dataset.not_found'],
  }),
  editRow: method({
    input: z.object({
      datasetId: DatasetId,
      row: z.int().positive(),
      cells: z.record(z.string(), Cell),
      /** What these cells held when they were looked at: refused where one holds something else. */
      from: z.record(z.string(), Cell).optional(),
    }),
    output: Row,
    errors: ['dataset.not_found', 'dataset.row_not_found', 'dataset.row_changed', 'params.invalid'],
  }),
  /** What was left unsaved, by this page or one before it, in the order in which it was begun. */
  drafts: method({ input: aDataset, output: z.array(Draft), errors: ['dataset.not_found'] }),
  /** Takes the place of an earlier draft of the same cell. No change of the dataset. */
  keepDraft: method({ input: aDataset.extend({ draft: Draft }), output: z.object({}), errors: ['dataset.not_found'] }),
  dropDraft: method({
    input: aDataset.extend({ place: DraftPlace }),
    output: z.object({}),
    errors: ['dataset.not_found'],
  }),
  markRow: method({
    input: z.object({ datasetId: DatasetId, row: z.int().positive(), marks: RowMarks }),
    output: Row,
    errors: ['dataset.not_found', 'dataset.row_not_found'],
  }),
  addRow: method({
    input: z.object({ datasetId: DatasetId, cells: z.record(z.string(), Cell) }),
    output: Row,
    errors: ['dataset.not_found'],
  }),
  duplicateRow: method({
    input: z.object({ datasetId: DatasetId, row: z.int().positive() }),
    output: Row,
    errors: ['dataset.not_found', 'dataset.row_not_found'],
  }),
  removeRows: method({
    input: z.object({ datasetId: DatasetId, rows: z.array(z.int().positive()).min(1).max(10_000) }),
    output: z.object({ rows: z.int().nonnegative() }),
    errors: ['dataset.not_found'],
  }),
  previewBulkEdit: work({ input: RowView.extend({ edit: BulkEdit }), answer: BulkEditPreview }),
  /** As one change. Throws `splits.test_locked` where rows would enter or leave a test split that is not let go. */
  bulkEdit: work({ input: RowView.extend({ edit: BulkEdit, unlockTest: z.boolean() }), answer: BulkEditReport }),
  /**
   * Which columns play which parts from here on, as one change; what is not named plays none, but for a text that is the
   * chat or the instruction. Throws `dataset.no_column`, `dataset.column_twice`, `dataset.no_text`,
   * `dataset.roles_changed`, and `splits.test_locked` where a test split that is not let go would ask something else.
   */
  setRoles: work({
    input: aDataset.extend({
      roles: Roles.partial(),
      /** The parts that were looked at: refused where they are others by now. */
      from: Roles,
      unlockTest: z.boolean(),
    }),
    answer: RolesReport,
  }),
  /** What changed a row, newest first. */
  blame: method({
    input: z.object({ datasetId: DatasetId, row: z.int().positive() }),
    output: z.array(Blame),
    errors: ['dataset.not_found'],
  }),
  row: method({
    input: z.object({ datasetId: DatasetId, row: z.int().positive() }),
    output: Row,
    errors: ['dataset.not_found', 'dataset.row_not_found'],
  }),
  history: method({ input: aDataset, output: z.array(Change), errors: ['dataset.not_found'] }),
  /**
   * Takes back the change, which must be the newest that stands; cancelled, it stands whole. One that is undone already
   * stays so: a line that broke asks again. Throws `splits.test_locked` where rows would enter or leave a test split that
   * is not let go, or it would ask something else.
   */
  undo: work({ input: aStep, answer: Change }),
  /** Brings back the change, which must be the oldest of those undone; throws what `undo` throws. */
  redo: work({ input: aStep, answer: Change }),
});
