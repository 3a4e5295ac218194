import { expect, test } from 'vitest';
import { type Counts, stagesOf } from './stages.ts';

const NOTHING: Counts = {
  datasets: 0,
  splitDatasets: 0,
  versions: 0,
  finishedRuns: 0,
  pausedRuns: 0,
  evaluations: 0,
  attentions: 0,
  passedExports: 0,
};
const FROZEN: Counts = { ...NOTHING, datasets: 1, splitDatasets: 1, versions: 1 };
const statesOf = (
  counts: Counts,
  ...running: Parameters<typeof stagesOf>[1] extends ReadonlySet<infer K> ? K[] : never
) =>
  stagesOf(counts, new Set(running))
    .map(({ id, state }) => `${id} ${state}`)
    .slice(3);

test('LOOP-1 the first stage without a result comes next, and one that runs is passed over', () => {
  expect(stagesOf(NOTHING, new Set())[0]).toMatchObject({ id: 'data', state: 'next' });
  expect(statesOf(FROZEN, 'train')).toEqual(['training running', 'evaluation next', 'attention later', 'export later']);
});

test('LOOP-2 a paused training is shown as paused, and the loop goes on from what it has', () => {
  const paused = { ...FROZEN, pausedRuns: 1 };
  expect(statesOf(paused)).toEqual(['training paused', 'evaluation next', 'attention later', 'export later']);
  expect(statesOf({ ...paused, evaluations: 1 })).toEqual([
    'training paused',
    'evaluation done',
    'attention next',
    'export later',
  ]);
  expect(statesOf(paused, 'train')[0]).toBe('training running');
});
