import { expect, test } from 'vitest';
import { checkEqualWork, deviation } from './losses.ts';
import type { Measured } from './trainings.ts';

const curve = (setting: string, losses: number[]): Measured => ({
  name: 'some@1',
  setting,
  seconds: 1,
  peakBytes: 1,
  losses,
});
const trainer = curve('trainer', [5, 4, 3]);
const trl = curve('trl-bf16-packed', [5.1, 4.4, 3.3]);
const round = { exact: curve('fp32', [5, 4.0001, 3]), ours: curve('bf16', [5.05, 4.4, 3.3]), trainer, trl };

test('BENCH-6 two curves are as far apart as they are at their worst step', () => {
  expect(deviation([1, 2, 3], [1, 2.5, 2.9])).toBeCloseTo(0.5);
  expect(() => deviation([1, 2], [1])).toThrow('2 steps of ours, 1 of the peer');
});

test('BENCH-7 curves that are equal in fp32, and begin alike in bf16, are shown side by side', () => {
  const said: string[] = [];
  checkEqualWork(round, text => said.push(text));

  expect(said.join('\n').split('\n')).toEqual([
    '  loss at step           1        2        3',
    '  ours, fp32        5.0000   4.0001   3.0000',
    '  ours, bf16        5.0500   4.4000   3.3000',
    '  trainer           5.0000   4.0000   3.0000',
    '  trl-bf16-packed   5.1000   4.4000   3.3000',
    "  ours and Trainer's are at most 1.0e-4 apart in fp32; in bf16 1.00 % at the first step and 0.400 nats later",
  ]);
});

test('BENCH-8 losses that are not the same end the benchmark: unequal work is no comparison', () => {
  const said = () => {};

  expect(() => checkEqualWork({ ...round, exact: curve('fp32', [5, 4.002, 3]) }, said)).toThrow(
    'Unequal work: in fp32',
  );
  expect(() => checkEqualWork({ ...round, exact: curve('fp32', [5, Number.NaN, 3]) }, said)).toThrow('Unequal work');
  expect(() => checkEqualWork({ ...round, ours: curve('bf16', [5.2, 4, 3]) }, said)).toThrow('our first loss in bf16');
});
