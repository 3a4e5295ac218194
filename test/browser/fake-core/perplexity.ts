import { Perplexities, type perplexity } from '../../../native-bridge/contract/index.ts';
import type { Answers } from './answers.ts';
import { dataset, model } from './made/index.ts';

const scoring = {
  modelId: model.id,
  modelName: model.name,
  column: 'text',
  maxTokens: 256,
  scored: 6012,
  computedAtMs: 0,
};

const EDGES = [
  6.3, 7.9, 10, 13, 16, 20, 25, 32, 40, 50, 63, 79, 100, 130, 160, 200, 250, 320, 400, 500, 630, 790, 1000,
];

const found = Perplexities.parse({
  scoring,
  rows: dataset.rowCount,
  values: 6001,
  tooShort: 11,
  median: 34.2,
  spread: 0.41,
  bins: EDGES.slice(1).map((to, at) => ({
    from: EDGES[at],
    to,
    rows: Math.round(1100 * Math.exp(-((at - 7) ** 2) / 9)) + (at > 18 ? 2 : 0),
  })),
  unlikely: [
    { row: 211, perplexity: 981.4, text: 'zqx vlorp nnkt Ã©â€™ qqwz jjfk <b>xxrv</b> bqlt' },
    { row: 40, perplexity: 742.9, text: '您好，我司可代开各类发票，欢迎来电咨询' },
  ],
  likely: [{ row: 12, perplexity: 6.4, text: 'To unsubscribe from this list, send a mail to the address below.' }],
});

export const perplexityAnswers: Answers<typeof perplexity> = {
  scorings: () => ({ rows: dataset.rowCount, scorings: [scoring], jobs: [] }),
  values: () => found,
  start: (_, emit, end) => {
    emit({ kind: 'finished', answer: { jobId: null, rows: 0 } });
    end();
    return () => {};
  },
};
