import { expect, test } from 'vitest';
import { memoryOf, speedOf } from './outcomes.ts';

const about = { cpuFlags: ['avx2'], load: 0.5, facts: { rows: 16 } };
const measured = (name: string, seconds: number, peakBytes: number) => ({
  name,
  setting: 'any',
  seconds,
  peakBytes,
  losses: [1],
});
const round = (ours: number, trainer: number, trl: number) => ({
  ours: measured('luthier', ours, 1e9),
  trainer: measured('transformers@5.24.0', trainer, 5e9),
  trl: measured('trl@1.16.0', trl, 4e9),
});
const rounds = [round(10, 30, 20), round(20, 60, 40), round(10, 40, 15)];

test('BENCH-9 B1 prints tokens a second, the median of each, and ratios by round', () => {
  expect(JSON.stringify(speedOf(rounds, { tokens: 1200 }, about))).toBe(
    '{"id":"B1","ours":120,"peers":{"transformers@5.24.0":30,"trl@1.16.0":60},"ratio":{"vsTrainer":3,"vsTrlBest":2},' +
      '"goal":{"vsTrainer":{"floor":1.5,"goal":2.5},"vsTrlBest":{"goal":1.5}},"cpuFlags":["avx2"],"load":0.5,' +
      '"facts":{"unit":"tokens/s","rows":16}}',
  );
});

test('BENCH-10 B2 prints memory above the loaded model, where less is better', () => {
  expect(JSON.stringify(memoryOf(rounds, about))).toBe(
    '{"id":"B2","ours":1000000000,"peers":{"transformers@5.24.0":5000000000,"trl@1.16.0":4000000000},' +
      '"ratio":{"vsTrainer":0.2},"goal":{"vsTrainer":{"floor":0.5,"goal":0.25}},"cpuFlags":["avx2"],"load":0.5,' +
      '"facts":{"unit":"bytes","rows":16}}',
  );
});
