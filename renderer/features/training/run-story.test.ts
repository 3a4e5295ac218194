import { expect, test } from 'vitest';
import type { JobEvent } from '../../../native-bridge/contract/index.ts';
import { told, UNTOLD } from './run-story.ts';

const stamp = (seq: number) => ({ seq, atMs: 1000 + seq });

const opening: JobEvent[] = [
  {
    ...stamp(1),
    kind: 'started',
    jobId: 'run_000000000001' as never,
    total: 60,
    unit: 'step',
    device: 'cpu',
    precision: 'bf16',
    resumedFrom: 0,
  },
  { ...stamp(2), kind: 'metric', name: 'train/loss', step: 1, value: 2.5 },
  { ...stamp(3), kind: 'progress', done: 1, total: 60, etaSeconds: 120 },
];

test('TR-R1 the story tells device, precision, step and time left', () => {
  expect(told(UNTOLD, opening)).toMatchObject({
    device: 'cpu',
    precision: 'bf16',
    step: 1,
    total: 60,
    etaSeconds: 120,
  });
});

test('TR-R2 events told twice change nothing', () => {
  const story = told(UNTOLD, opening);

  expect(told(story, opening)).toBe(story);
  expect(told(story, opening).series.get('train/loss')?.length).toBe(1);
});

test('TR-R3 only the newest best checkpoint carries the mark', () => {
  const checkpoint = (seq: number, step: number, best: boolean): JobEvent => ({
    ...stamp(seq),
    kind: 'checkpoint',
    step,
    path: `checkpoints/${step}`,
    sizeBytes: 5_000_000,
    best,
  });

  const { checkpoints } = told(UNTOLD, [checkpoint(1, 20, true), checkpoint(2, 40, true), checkpoint(3, 60, false)]);

  expect(checkpoints.map(({ step, best }) => [step, best])).toEqual([
    [20, false],
    [40, true],
    [60, false],
  ]);
});

test('TR-R4 the peak of memory is kept when memory falls', () => {
  const beat = (seq: number, memoryBytes: number): JobEvent => ({
    ...stamp(seq),
    kind: 'heartbeat',
    memoryBytes,
    gpuMemoryBytes: null,
  });

  expect(told(UNTOLD, [beat(1, 5), beat(2, 9), beat(3, 4)])).toMatchObject({ memoryBytes: 4, peakMemoryBytes: 9 });
});

test('TR-R5 a run that ended has no time left', () => {
  const ended = told(told(UNTOLD, opening), [
    { ...stamp(4), kind: 'finished', result: 'checkpoints/60', seconds: 200 },
  ]);

  expect(ended).toMatchObject({ etaSeconds: null, seconds: 200 });
});
