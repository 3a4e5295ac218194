import { z } from 'zod';
import { DatasetId, NamesId } from './ids.ts';
import { method, slice, work } from './slice.ts';

const Words = z.object({ en: z.string(), zh: z.string() });

/** One kind of personal data that is looked for. The list is published by the core, so a new kind needs no page. */
export const PrivacyType = z.object({ id: z.string(), title: Words, says: Words });
export type PrivacyType = z.infer<typeof PrivacyType>;

/** What is done with a value: nothing, stars, a salted hash, a consistent fake, or its whole row goes. */
export const PrivacyAction = z.enum(['keep', 'mask', 'hash', 'fake', 'drop']);
export type PrivacyAction = z.infer<typeof PrivacyAction>;

/** A place where something was found. The text around it is masked too; the value itself is asked for by `reveal`. */
export const PrivacySample = z.object({
  type: z.string(),
  row: z.int().positive(),
  column: z.string(),
  /** Where the value begins in the cell, in UTF-16 units. */
  start: z.int().nonnegative(),
  before: z.string(),
  after: z.string(),
  becomes: z.object({ mask: z.string(), hash: z.string(), fake: z.string() }),
});
export type PrivacySample = z.infer<typeof PrivacySample>;

const FoundCount = z.object({
  type: z.string(),
  column: z.string(),
  values: z.int().positive(),
  rows: z.int().positive(),
});

export const PrivacyReport = z.object({
  columns: z.array(z.string()),
  rowsSeen: z.int().nonnegative(),
  /** Rows of which a text, as it is, has not been looked at for names. */
  rowsNotLookedAt: z.int().nonnegative(),
  /** Rows in which anything was found. */
  rowsFound: z.int().nonnegative(),
  counts: z.array(FoundCount),
  /** What stands inside a longer finding of another type: it is reached where that type is kept. */
  inside: z.array(FoundCount),
  /** A few of each type. */
  samples: z.array(PrivacySample),
  seconds: z.number().nonnegative(),
});
export type PrivacyReport = z.infer<typeof PrivacyReport>;

export const MaskReport = z.object({
  rowsSeen: z.int().nonnegative(),
  /** Rows whose names were not known, so that none was replaced; 0 where names are kept. */
  rowsNotLookedAt: z.int().nonnegative(),
  changedRows: z.int().nonnegative(),
  droppedRows: z.int().nonnegative(),
  /** Values that were replaced, by type. Those of dropped rows are not among them. */
  replaced: z.array(z.object({ type: z.string(), values: z.int().positive() })),
  /** Null when nothing was found, so that nothing was changed. */
  changeId: z.int().nullable(),
  seconds: z.number().nonnegative(),
});
export type MaskReport = z.infer<typeof MaskReport>;

/** How far the texts of some columns have been looked at for names, and what is not done yet. */
export const NamesState = z.object({
  rows: z.int().nonnegative(),
  /** Rows of which a text, as it is, has not been looked at. */
  rowsNotLookedAt: z.int().nonnegative(),
  /** Names in the texts that have been looked at. */
  names: z.int().nonnegative(),
});
export type NamesState = z.infer<typeof NamesState>;

/** Which columns are read; the text column when none is named. */
const Where = z.object({ datasetId: DatasetId, columns: z.array(z.string()).optional() });

export const PrivacyScan = Where;
export type PrivacyScan = z.infer<typeof PrivacyScan>;

export const PrivacyMask = Where.extend({
  /** By type; a type that is not named is kept. */
  actions: z.record(z.string(), PrivacyAction),
});
export type PrivacyMask = z.infer<typeof PrivacyMask>;

export const privacy = slice('privacy', {
  types: method({ input: z.object({}), output: z.array(PrivacyType), errors: [] }),
  scan: work({ input: PrivacyScan, answer: PrivacyReport }),
  /** Replaces what is found, as one change that can be undone. */
  mask: work({ input: PrivacyMask, answer: MaskReport }),
  /** How far the texts have been looked at for names. */
  names: method({ input: Where, output: NamesState, errors: ['dataset.not_found', 'privacy.column_unknown'] }),
  /** Jobs that look for names, which wait or run, or were stopped before their end and can go on; the newest first. */
  namesJobs: method({
    input: z.object({ datasetId: DatasetId }),
    output: z.array(z.object({ jobId: NamesId, columns: z.array(z.string()) })),
    errors: ['dataset.not_found'],
  }),
  /**
   * Starts a job that looks for names of people in the texts that have not been looked at as they are, or lets one go
   * on that was stopped. `jobId` is null when there is no such text.
   */
  findNames: work({ input: Where, answer: z.object({ jobId: NamesId.nullable(), rows: z.int().nonnegative() }) }),
  /** The value behind one sample, as it stands in the row; null when the row has changed since. */
  reveal: method({
    input: z.object({
      datasetId: DatasetId,
      row: z.int().positive(),
      column: z.string(),
      type: z.string(),
      start: z.int().nonnegative(),
    }),
    output: z.object({ value: z.string().nullable() }),
    errors: ['dataset.not_found', 'dataset.row_not_found'],
  }),
});
