import { z } from 'zod';
import { Cell, type Dataset, Split } from './dataset.ts';
import { DatasetId, JobId, TimeMs, VersionHash } from './ids.ts';
import { JobState } from './jobs.ts';
import { method, slice, work } from './slice.ts';

const rows = z.int().nonnegative();

/** Rows of each split. */
export const SplitSizes = z.object({ train: rows, validation: rows, test: rows }).meta({ id: 'SplitSizes' });
export type SplitSizes = z.infer<typeof SplitSizes>;

/** How much each split gets: rows, or hundredths of the rows that can be dealt. What is left stays without a split. */
export const SplitAmounts = z
  .discriminatedUnion('unit', [
    z.object({ unit: z.literal('rows'), train: z.int().positive(), validation: rows, test: z.int().positive() }),
    z
      .object({
        unit: z.literal('percent'),
        train: z.number().positive().max(100),
        validation: z.number().nonnegative().max(100),
        test: z.number().positive().max(100),
      })
      .refine(({ train, validation, test }) => train + validation + test <= 100.001, 'more than 100 percent in all'),
  ])
  .meta({ id: 'SplitAmounts' });
export type SplitAmounts = z.infer<typeof SplitAmounts>;

const dealt = {
  amounts: SplitAmounts,
  seed: z.int().nonnegative(),
  /** Keep nearly equal texts in one split; equal texts always are. */
  nearTogether: z.boolean(),
};

/** One way to divide a dataset, with what that way asks for. */
export const SplitPlan = z
  .discriminatedUnion('way', [
    /** By chance alone. */
    z.object({ way: z.literal('random'), ...dealt }),
    /** By chance within each label, so that every split has the mix of the whole. */
    z.object({ way: z.literal('stratified'), ...dealt }),
    /** No value of the group column in two splits; the mix of labels as near as whole groups allow. */
    z.object({ way: z.literal('group'), ...dealt }),
    /** Oldest rows for training, newest for the test. */
    z.object({ way: z.literal('time'), amounts: SplitAmounts }),
    /** As a column of the file says: train, valid, dev, val, validation, test. */
    z.object({ way: z.literal('column'), column: z.string().min(1) }),
  ])
  .meta({ id: 'SplitPlan' });
export type SplitPlan = z.infer<typeof SplitPlan>;
export type SplitWayName = SplitPlan['way'];

/** The way that suits most datasets of this kind: whole groups where there are some, else the mix of labels. */
export function usualWay({ roles, labels }: Pick<Dataset, 'roles' | 'labels'>): 'group' | 'stratified' | 'random' {
  if (roles.group !== undefined) return 'group';
  return roles.label !== undefined && labels.length > 1 ? 'stratified' : 'random';
}

/** How the rows of a dataset were split, when, and by which change. */
export const LastSplit = z
  .object({ plan: SplitPlan, atMs: TimeMs, changeId: z.int().positive() })
  .meta({ id: 'LastSplit' });
export type LastSplit = z.infer<typeof LastSplit>;

export const TimeShift = z
  .object({ label: z.string(), before: z.number(), after: z.number(), atMs: z.number() })
  .meta({ id: 'TimeShift' });
export type TimeShift = z.infer<typeof TimeShift>;

/** What a plan makes of the rows, whether it was applied or only looked at. */
export const SplitPreview = z
  .object({
    sizes: SplitSizes,
    /** False in a preview of very many rows whose near duplicates nobody has looked for: where there are some, sizes move. */
    isExact: z.boolean(),
    /** Rows of each label in each split, the most frequent fifty. */
    labels: z.array(z.object({ label: z.string(), train: rows, validation: rows, test: rows })),
    labelCount: rows,
    /** Splits that have rows, but none of some labels that were dealt out: those, the most frequent fifty, and how many. */
    lacking: z.array(z.object({ split: Split, labels: z.array(z.string()).min(1), count: rows })),
    /** Rows without a split, by why: no label, no readable date, a value that names no split, not needed. */
    leftOut: z.object({ noLabel: rows, noDate: rows, noValue: rows, notNeeded: rows }),
    /** Newest row of training and oldest of the test, of a split by time. */
    times: z.object({ trainUntilMs: z.number(), testFromMs: z.number() }).nullable(),
    /** Set when the share of a label moves much over time, so that a split by time would not compare like with like. */
    labelShift: TimeShift.nullable(),
  })
  .meta({ id: 'SplitPreview' });
export type SplitPreview = z.infer<typeof SplitPreview>;

/** How leaks are mended. In all of them rows that are tied end in one split, or in none. */
export const MendWay = z.enum([
  /** Test rows stay; their copies elsewhere leave their split, what else is tied goes where most of it lies. */
  'keepTest',
  /** Each set of tied rows goes where most of it lies. */
  'together',
  /** Sets that touch training go to it whole. */
  'toTrain',
  /** Sets that touch the test go to it whole. */
  'toTest',
  /** Training rows stay; their copies elsewhere leave their split. */
  'keepTrain',
]);
export type MendWay = z.infer<typeof MendWay>;
export const MEND_WAYS = MendWay.options;

/** What one way to mend makes of the sizes. */
export const MendOutcome = z
  .object({
    way: MendWay,
    sizes: SplitSizes,
    /** Rows that change their split, and rows that lose it. */
    moved: rows,
    takenOut: rows,
    /** Rows that enter or leave the test; where there are some the lock must be let go. */
    testRows: rows,
    /** After a split by time: whether training would still end before the test begins. Null after any other. */
    keepsOrder: z.boolean().nullable(),
  })
  .meta({ id: 'MendOutcome' });
export type MendOutcome = z.infer<typeof MendOutcome>;

/** Rows that tie two splits together, by why. Zero means a score on one says something about unseen rows. */
export const LeakReport = z
  .object({
    /** Texts, nearly equal texts and groups that stand in more than one split. */
    equalTexts: rows,
    nearTexts: rows,
    sharedGroups: rows,
    /** Rows of validation or test that a leak touches. */
    leakedRows: rows,
    /** What can be done about it. */
    mends: z.array(MendOutcome),
  })
  .meta({ id: 'LeakReport' });
export type LeakReport = z.infer<typeof LeakReport>;

export const SplitReport = SplitPreview.extend({ plan: SplitPlan, leaks: LeakReport, changeId: z.int() }).meta({
  id: 'SplitReport',
});
export type SplitReport = z.infer<typeof SplitReport>;

/** One use of the test split: a job that scored a model on it, or a file that its rows were written to. */
export const TestUse = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.enum(['evaluate', 'export']),
      jobId: JobId,
      title: z.string(),
      state: JobState,
      versionHash: VersionHash,
      versionName: z.string(),
      atMs: TimeMs,
    }),
    z.object({
      kind: z.literal('rows'),
      id: z.int(),
      /** Name of the file. */
      title: z.string(),
      /** Null for rows that were exported as they were, without a version. */
      versionHash: VersionHash.nullable(),
      versionName: z.string().nullable(),
      atMs: TimeMs,
    }),
  ])
  .meta({ id: 'TestUse' });
export type TestUse = z.infer<typeof TestUse>;

export const SplitState = z
  .object({
    /** Newest first. The more often a test is used to choose, the less it says about unseen rows. */
    testUses: z.array(TestUse),
    /** Rows that are not in the test, or not with the same cells, as when it was last split or unlocked. */
    testChanged: rows,
    /** Null when rows were not split here, or a version was brought back since. */
    lastSplit: LastSplit.nullable(),
    /** The plan that was used last, also when its split was undone or a version brought back since. */
    lastPlan: SplitPlan.nullable(),
    /** The last look for leaks; stale once rows have changed since. */
    leakCheck: z.object({ report: LeakReport, atMs: TimeMs, stale: z.boolean() }).nullable(),
  })
  .meta({ id: 'SplitState' });
export type SplitState = z.infer<typeof SplitState>;

export const LeakReason = z.enum(['text', 'near', 'group']).meta({ id: 'LeakReason' });
export type LeakReason = z.infer<typeof LeakReason>;

/** Rows that are tied across splits, with up to three of each split to look at side by side. */
export const Leak = z
  .object({
    reason: LeakReason,
    /** Value of the group column; null where texts tie the rows. */
    group: Cell.nullable(),
    sizes: SplitSizes,
    rows: z.array(z.object({ row: z.int().positive(), split: Split, label: z.string().nullable(), text: z.string() })),
  })
  .meta({ id: 'Leak' });
export type Leak = z.infer<typeof Leak>;

const aDataset = z.object({ datasetId: DatasetId });
const aPlan = aDataset.extend({ plan: SplitPlan });
/** Whether the person lets go of a test split that is there. */
const unlockTest = z.boolean();

export const splits = slice('splits', {
  state: method({ input: aDataset, output: SplitState, errors: ['dataset.not_found'] }),
  /** What a plan would make of the rows; nothing of them changes. */
  preview: work({ input: aPlan, answer: SplitPreview }),
  /** Gives each row its split, as one change. Throws `splits.test_locked` when there is a test split. */
  split: work({ input: aPlan.extend({ unlockTest }), answer: SplitReport }),
  /** Looks for texts, near duplicates and groups in two splits, and keeps the list for `leaks`. */
  checkLeaks: work({ input: aDataset, answer: LeakReport }),
  /** A page of the list that the last look for leaks kept: of all, or of those with one reason. */
  leaks: method({
    input: aDataset.extend({ reason: LeakReason.optional(), start: rows, limit: z.int().positive().max(100) }),
    /** `listed` are in the list, which holds so many of each reason; `total` were found. */
    output: z.object({ leaks: z.array(Leak), listed: rows, total: rows }),
    errors: ['dataset.not_found'],
  }),
  /** Puts tied rows into one split, as one change, and looks again. Throws `splits.test_locked` where the test changes. */
  mendLeaks: work({
    input: aDataset.extend({ way: MendWay, unlockTest }),
    answer: z.object({
      moved: rows,
      takenOut: rows,
      keepsOrder: MendOutcome.shape.keepsOrder,
      leaks: LeakReport,
      changeId: z.int().nullable(),
    }),
  }),
});
