import { expect, test } from 'vitest';
import type { Run } from '../../../native-bridge/contract/index.ts';
import { whatDiffers } from './what-differs.ts';

const run = {
  id: 'run_000000000001',
  name: 'first',
  versionHash: 'a'.repeat(64),
  modelId: 'md_000000000001',
  methodId: 'lora',
  task: { kind: 'classify', instruction: '{text}', labels: ['ham', 'spam'], maxTextTokens: 56 },
  params: { rank: 16 },
  schedule: { epochs: 1 },
  seed: 1,
} as unknown as Run;

test('TR-D1 runs show what is not the same in all of them, and nothing else', () => {
  const other = { ...run, id: 'run_000000000002' as Run['id'], params: { rank: 4 }, seed: 2 };

  const settings = whatDiffers([run, other]);

  expect(settings.get(run.id)).toEqual([
    { name: 'rank', value: 16 },
    { name: 'seed', value: 1 },
  ]);
  expect(settings.get(other.id)).toEqual([
    { name: 'rank', value: 4 },
    { name: 'seed', value: 2 },
  ]);
});

test('TR-D2 a knob that only one run has is shown there', () => {
  const other = { ...run, id: 'run_000000000002' as Run['id'], params: { rank: 16, dora: true } };

  expect(whatDiffers([run, other]).get(run.id)).toEqual([]);
  expect(whatDiffers([run, other]).get(other.id)).toEqual([{ name: 'dora', value: true }]);
});

test('TR-D3 a single run differs from nothing', () => {
  expect(whatDiffers([run]).get(run.id)).toEqual([]);
});
