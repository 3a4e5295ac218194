import { expect, test } from 'vitest';
import type { JobEvent } from '../../../native-bridge/contract/index.ts';
import { NO_STEPS, withSteps } from './steps.ts';

const stage = (seq: number, stage: string): JobEvent => ({ kind: 'stage', seq, atMs: seq * 1000, stage, says: stage });

test('EX-S1 a stage ends where the next one begins, the last with the job', () => {
  const steps = withSteps(NO_STEPS, [
    stage(1, 'merge'),
    stage(2, 'onnx'),
    { kind: 'finished', seq: 3, atMs: 9000, result: 'result', seconds: 8 },
  ]);

  expect(steps.map(({ stage, startedAtMs, endedAtMs }) => [stage, startedAtMs, endedAtMs])).toEqual([
    ['merge', 1000, 2000],
    ['onnx', 2000, 9000],
  ]);
});

test('EX-S2 a stage that comes again is counted, also when it comes in a later batch', () => {
  const begun = withSteps(NO_STEPS, [stage(1, 'quantise'), stage(2, 'score')]);

  const further = withSteps(begun, [stage(3, 'quantise')]);

  expect(further.map(({ stage, time }) => [stage, time])).toEqual([
    ['quantise', 1],
    ['score', 1],
    ['quantise', 2],
  ]);
});

test('EX-S3 a stage told twice is one stage, and what comes before any stage belongs to none', () => {
  const begun = withSteps(NO_STEPS, [{ kind: 'progress', seq: 1, atMs: 0, done: 1, total: 2, etaSeconds: null }]);
  const once = withSteps(begun, [stage(2, 'merge')]);

  expect(begun).toEqual([]);
  expect(withSteps(once, [stage(2, 'merge')])).toHaveLength(1);
});
