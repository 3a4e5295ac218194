import { expect, test } from 'vitest';
import type { EvaluationReport, Score } from '../../../native-bridge/contract/index.ts';
import { comparison } from './comparison.ts';

const score = (metric: string, low: number, value: number, high: number): Score => ({ metric, low, value, high });

function report(difference: Score): EvaluationReport {
  const subject = (name: string, value: number) => ({ name, scores: [score(difference.metric, value, value, value)] });
  return {
    subjects: [subject('base', 0.2), subject('tuned', 0.9)],
    differences: [{ subject: 'tuned', scores: [difference] }],
  } as unknown as EvaluationReport;
}

test('EV-C1 a metric stands with every subject and with the difference to the first', () => {
  const [line] = comparison(report(score('macro-f1', 0.6, 0.7, 0.8)), new Set());

  expect(line?.scores.map(({ subject, score }) => [subject, score.value])).toEqual([
    ['base', 0.2],
    ['tuned', 0.9],
  ]);
  expect(line?.differences).toMatchObject([{ subject: 'tuned', verdict: 'better' }]);
});

test.each([
  ['macro-f1', [0.1, 0.2, 0.3], 'better'],
  ['macro-f1', [-0.3, -0.2, -0.1], 'worse'],
  ['macro-f1', [-0.1, 0.1, 0.3], 'unclear'],
  ['nll', [-0.3, -0.2, -0.1], 'better'],
  ['nll', [0.1, 0.2, 0.3], 'worse'],
] as const)('EV-C2 a difference of %s with interval %j is %s', (metric, [low, value, high], verdict) => {
  const [line] = comparison(report(score(metric, low, value, high)), new Set(['nll']));

  expect(line?.differences[0]?.verdict).toBe(verdict);
});
