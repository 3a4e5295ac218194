import { expect, test } from 'vitest';
import { median, missedFloors, ratioByPair, rounded } from './outcome.ts';

test('BENCH-1 the median is the middle one, or the mean of the middle two', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([10, 1, 2, 3])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(() => median([])).toThrow('the median of nothing');
});

test('BENCH-2 a ratio is taken pair by pair, so a round in which the machine was slow does not move it', () => {
  const ours = [200, 50, 220];
  const peer = [100, 25, 100];

  // 2, 2 and 2.2; the medians alone would give 200 / 100 here, and 50 / 25 if the slow rounds were two.
  expect(ratioByPair(ours, peer)).toBe(2);
  expect(() => ratioByPair([1, 2], [1])).toThrow('2 of ours, 1 of the peer');
});

test('BENCH-3 a floor is missed on the side that its goal is not on', () => {
  const speed = { vsTrainer: { floor: 1.5, goal: 2.5 }, vsTrlBest: { goal: 1.5 } };
  const memory = { vsTrainer: { floor: 0.5, goal: 0.25 } };

  expect(missedFloors({ ratio: { vsTrainer: 1.4, vsTrlBest: 0.1 }, goal: speed })).toEqual(['vsTrainer']);
  expect(missedFloors({ ratio: { vsTrainer: 1.5, vsTrlBest: 0.1 }, goal: speed })).toEqual([]);
  expect(missedFloors({ ratio: { vsTrainer: 0.6 }, goal: memory })).toEqual(['vsTrainer']);
  expect(missedFloors({ ratio: { vsTrainer: 0.2 }, goal: memory })).toEqual([]);
});

test('BENCH-4 a ratio that was not measured misses its floor', () => {
  expect(missedFloors({ ratio: {}, goal: { vsTrainer: { floor: 1.5, goal: 2.5 } } })).toEqual(['vsTrainer']);
});

test('BENCH-5 numbers are printed with four digits', () => {
  expect([rounded(412.3456), rounded(0.123456), rounded(1087811584)]).toEqual([412.3, 0.1235, 1088000000]);
});
