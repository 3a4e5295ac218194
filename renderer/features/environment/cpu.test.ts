import { expect, test } from 'vitest';
import { bf16Gain, instructionsOf, packagesInOrder } from './cpu.ts';

const cpu = {
  name: 'x',
  cores: 2,
  memoryBytes: 1,
  flags: ['avx2', 'sse', 'avx512_bf16'],
  fp32Gflops: 100,
  bf16Gflops: 240,
};

test('ENV-1 of all flags those are named that decide the speed of a model', () => {
  expect(instructionsOf(cpu)).toEqual(['AVX-512 bf16', 'AVX2']);
});

test('ENV-2 the gain of bf16 is what was measured, and nothing where nothing was', () => {
  expect([bf16Gain(cpu), bf16Gain({ ...cpu, fp32Gflops: 0 })]).toEqual([2.4, 0]);
});

test('ENV-3 the packages that decide most stand first, the others by name', () => {
  const packages = { zlib: '1', peft: '2', abc: '3', torch: '4' };

  expect(packagesInOrder(packages).map(([name]) => name)).toEqual(['torch', 'peft', 'abc', 'zlib']);
});
