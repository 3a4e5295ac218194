import { expect, test } from 'vitest';
import type { ParityCard } from '../../../native-bridge/contract/index.ts';
import { barShares, checksOf, keptAttempt, metricPairs } from './parity.ts';

const score = (metric: string, value: number) => ({ metric, value, low: value - 0.02, high: value + 0.02 });
const attempt = (title: string, passed: boolean) => ({
  title,
  keptHigher: [],
  score: score('macro-f1', 0.9),
  dropPoints: passed ? 0.2 : 4,
  passed,
});
const parity = {
  sourceScores: [score('macro-f1', 0.96), score('accuracy', 0.97), score('mcc', 0.9)],
  exportedScores: [score('macro-f1', 0.955), score('accuracy', 0.975)],
  attempts: [attempt('all INT8', false), attempt('down_proj higher', true)],
  weightsDifferFromBase: true,
  templateSurvives: true,
  stopTokensSurvive: false,
} as unknown as ParityCard;

test('EX-P1 metrics stand in pairs with the points that were lost', () => {
  expect(metricPairs(parity).map(({ metric, dropPoints }) => [metric, Number(dropPoints.toFixed(6))])).toEqual([
    ['macro-f1', 0.5],
    ['accuracy', -0.5],
  ]);
});

test('EX-P2 the attempt that passed was kept; without one, the last', () => {
  expect(keptAttempt(parity)?.title).toBe('down_proj higher');
  expect(keptAttempt({ ...parity, attempts: [attempt('a', false), attempt('b', false)] })?.title).toBe('b');
});

test('EX-P3 each check says how it came out', () => {
  expect(checksOf(parity).map(({ check, passed }) => [check, passed])).toEqual([
    ['gate', true],
    ['weights', true],
    ['template', true],
    ['stop', false],
  ]);
});

test('EX-P4 the larger of two amounts fills its bar', () => {
  expect(barShares(400, 100)).toEqual({ source: 1, exported: 0.25 });
  expect(barShares(10, 20)).toEqual({ source: 0.5, exported: 1 });
});
