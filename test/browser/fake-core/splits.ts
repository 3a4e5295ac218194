import type { LeakReport, SplitPlan, SplitPreview, splits } from '../../../native-bridge/contract/index.ts';
import type { Answers } from './answers.ts';
import * as made from './made/index.ts';

const PREVIEW: SplitPreview = {
  sizes: made.dataset.splitSizes,
  isExact: true,
  labels: [
    { label: 'ham', train: 690, validation: 138, test: 345 },
    { label: 'spam', train: 310, validation: 62, test: 155 },
  ],
  labelCount: 2,
  lacking: [],
  leftOut: { noLabel: 0, noDate: 0, noValue: 0, notNeeded: 4346 },
  times: { trainUntilMs: Date.UTC(2002, 11, 6), testFromMs: Date.UTC(2002, 0, 22) },
  labelShift: { label: 'spam', before: 0.3, after: 0.04, atMs: Date.UTC(2002, 8, 26) },
};

const PLAN: SplitPlan = {
  way: 'stratified',
  amounts: { unit: 'rows', train: 1000, validation: 200, test: 500 },
  seed: 42,
  nearTogether: true,
};

const NO_LEAKS: LeakReport = {
  equalTexts: 0,
  nearTexts: 0,
  sharedGroups: 0,
  leakedRows: 0,
  mends: [],
};
const LEAKS: LeakReport = {
  equalTexts: 1,
  nearTexts: 1,
  sharedGroups: 0,
  leakedRows: 2,
  mends: [
    {
      way: 'keepTest',
      sizes: { train: 998, validation: 200, test: 500 },
      moved: 0,
      takenOut: 2,
      testRows: 0,
      keepsOrder: null,
    },
    {
      way: 'together',
      sizes: { train: 1000, validation: 200, test: 500 },
      moved: 2,
      takenOut: 0,
      testRows: 2,
      keepsOrder: null,
    },
    {
      way: 'toTrain',
      sizes: { train: 1002, validation: 200, test: 498 },
      moved: 2,
      takenOut: 0,
      testRows: 2,
      keepsOrder: null,
    },
    {
      way: 'toTest',
      sizes: { train: 998, validation: 200, test: 502 },
      moved: 2,
      takenOut: 0,
      testRows: 2,
      keepsOrder: null,
    },
    {
      way: 'keepTrain',
      sizes: { train: 1000, validation: 200, test: 498 },
      moved: 0,
      takenOut: 2,
      testRows: 2,
      keepsOrder: null,
    },
  ],
};

/** Two leaks until they are mended. */
export function splitsAnswers(): Answers<typeof splits> {
  let report = LEAKS;
  const end = (answer: unknown) => (_: unknown, emit: (event: unknown) => void, ended: () => void) => {
    emit({ kind: 'finished', answer });
    ended();
    return () => {};
  };
  return {
    state: () => ({
      testUses: [
        {
          jobId: made.ids.evaluation,
          kind: 'evaluate',
          title: 'LoRA on spam mails on test',
          state: 'finished',
          versionHash: made.version.hash,
          versionName: made.version.name,
          atMs: Date.now() - 80_000_000,
        },
      ],
      testChanged: 3,
      lastPlan: PLAN,
      lastSplit: { plan: PLAN, atMs: 1_760_000_000_000, changeId: 2 },
      leakCheck: { report, atMs: 1_760_000_000_000, stale: false },
    }),
    preview: end(PREVIEW),
    split: end({ ...PREVIEW, plan: PLAN, leaks: NO_LEAKS, changeId: 2 }),
    checkLeaks: (input, emit, ended) => end(report)(input, emit, ended),
    leaks: () => ({
      leaks:
        report === NO_LEAKS
          ? []
          : [
              {
                reason: 'text',
                group: null,
                sizes: { train: 1, validation: 0, test: 1 },
                rows: [
                  { row: 11, split: 'train', label: 'spam', text: 'Lowest <b>mortgage</b> rates in 30 years' },
                  { row: 1210, split: 'test', label: 'spam', text: 'LOWEST <b>mortgage</b> rates in 30 years' },
                ],
              },
              {
                reason: 'near',
                group: null,
                sizes: { train: 1, validation: 0, test: 1 },
                rows: [
                  { row: 41, split: 'train', label: 'ham', text: '会议改到周五下午三点，请带上报告。' },
                  { row: 1311, split: 'test', label: 'ham', text: '会议改到周五下午三点，请带上报告！' },
                ],
              },
            ],
      listed: report === NO_LEAKS ? 0 : 2,
      total: report === NO_LEAKS ? 0 : 2,
    }),
    mendLeaks: (input, emit, ended) => {
      report = NO_LEAKS;
      return end({ moved: 0, takenOut: 2, keepsOrder: null, leaks: NO_LEAKS, changeId: 3 })(input, emit, ended);
    },
  };
}
