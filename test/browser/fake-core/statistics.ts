import { Statistics, type statistics, TokenStatistics } from '../../../native-bridge/contract/index.ts';
import type { Answers } from './answers.ts';
import { dataset, model } from './made/index.ts';

/** A bar of so many rows: most of them in no split, a third of them spam. */
function bar(rows: number) {
  const spam = Math.round(rows / 3);
  const train = Math.round(rows / 5);
  const test = Math.round(rows / 14);
  return { rows, splits: [train, 0, test, rows - train - test], labels: [rows - spam, spam, 0] };
}

/** Falls off to the right, as lengths of texts do. */
function lengths(width: number) {
  const bins = Array.from({ length: 40 }, (_, place) => ({
    from: place * width,
    to: place === 39 ? 210 * width : (place + 1) * width - 1,
    ...bar(Math.round(620 * place * Math.exp(-place / 5)) + (place === 39 ? 61 : 0)),
  }));
  return { min: 1, median: width * 8, mean: width * 10.4, p95: width * 26, p99: width * 39, max: width * 210, bins };
}

const column = (name: string, missing: number, distinct: number, top: [string, number][] = [], exact = true) => ({
  column: name,
  missing,
  distinct,
  exact,
  kinds: { text: 6046 - missing, number: 0, boolean: 0 },
  numbers: null,
  top: top.map(([value, rows]) => ({ value, rows })),
});

const MONTH_MS = 30 * 86_400_000;
const STARTED_MS = Date.UTC(2002, 0);

const found = Statistics.parse({
  datasetId: dataset.id,
  rows: 6046,
  splits: [1000, 120, 430, 4496],
  labelNames: ['ham', 'spam'],
  labels: [
    { label: 'ham', rows: 4150, splits: [670, 80, 290, 3110], labels: [4150, 0, 0] },
    { label: 'spam', rows: 1896, splits: [330, 40, 140, 1386], labels: [0, 1896, 0] },
  ],
  otherLabels: { labels: 0, rows: 0 },
  characters: lengths(100),
  words: lengths(20),
  languages: [
    { language: 'en', ...bar(5928) },
    { language: 'zh', ...bar(86) },
    { language: 'und', ...bar(32) },
  ],
  duplicates: {
    texts: 104,
    rows: 145,
    byTimes: [
      { from: 2, to: 2, texts: 92 },
      { from: 3, to: 3, texts: 11 },
      { from: 11, to: 12, texts: 1 },
    ],
    top: [
      { text: 'Lowest <b>mortgage</b> rates in 30 years, click here to apply today', rows: 12, examples: [11, 52] },
      { text: '您好，我司可代开各类发票，欢迎来电咨询', rows: 3, examples: [40, 41, 90] },
    ],
  },
  time: {
    column: 'date',
    unit: 'month',
    unread: 3,
    bins: Array.from({ length: 12 }, (_, month) => ({
      fromMs: STARTED_MS + month * MONTH_MS,
      toMs: STARTED_MS + (month + 1) * MONTH_MS,
      open: null,
      ...bar(300 + ((month * 37) % 11) * 40),
    })),
  },
  columns: [
    column('id', 0, 6046),
    column('date', 3, 5661),
    column('sender', 4, 2548, [
      ['rssfeeds@spamassassin.taint.org', 623],
      ['tomwhore@slack.net', 81],
    ]),
    column('subject', 19, 4262, [['Re: New Sequences Window', 32]]),
    column('text', 0, 5901, [], false),
    column('label', 0, 2, [
      ['ham', 4150],
      ['spam', 1896],
    ]),
  ],
  grams: [
    {
      size: 1,
      error: 0,
      top: [
        { text: 'list', times: 6180 },
        { text: 'free', times: 3055 },
      ],
    },
    {
      size: 2,
      error: 0,
      top: [
        { text: 'mailing list', times: 1568 },
        { text: '发票', times: 40 },
      ],
    },
    { size: 3, error: 4, top: [{ text: 'irish linux users', times: 680 }] },
  ],
  computedAtMs: Date.now() - 600_000,
  seconds: 2.4,
});

const tokens = TokenStatistics.parse({
  datasetId: found.datasetId,
  modelId: model.id,
  modelName: 'SmolLM2-135M-Instruct',
  rows: found.rows,
  tokens: 2_310_000,
  labelNames: found.labelNames,
  lengths: found.characters,
  computedAtMs: found.computedAtMs,
  seconds: 8,
});

export const statisticsAnswers: Answers<typeof statistics> = {
  known: () => found,
  compute: (_, emit, end) => {
    emit({ kind: 'finished', answer: found });
    end();
    return () => {};
  },
  knownTokens: () => tokens,
  computeTokens: (_, emit, end) => {
    emit({ kind: 'finished', answer: tokens });
    end();
    return () => {};
  },
  columns: () => ({
    rows: found.rows,
    sampled: 1000,
    columns: found.columns.map(facts => ({
      ...facts,
      bins: [3, 9, 14, 8, 5, 2].map((rows, place) => ({ from: place * 200, to: place * 200 + 200, rows })),
    })),
  }),
};
