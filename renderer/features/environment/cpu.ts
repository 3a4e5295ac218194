import type { Probe } from '../../../native-bridge/contract/index.ts';

type Cpu = Probe['cpu'];

/** Flags that decide how fast a model runs, by how people call them. */
const FLAGS: readonly (readonly [flag: string, name: string])[] = [
  ['amx_bf16', 'AMX bf16'],
  ['amx_int8', 'AMX int8'],
  ['avx512_bf16', 'AVX-512 bf16'],
  ['avx512_vnni', 'AVX-512 VNNI'],
  ['avx512f', 'AVX-512'],
  ['avx_vnni', 'AVX-VNNI'],
  ['avx2', 'AVX2'],
  ['bf16', 'bf16'],
  ['asimddp', 'NEON dot product'],
  ['i8mm', 'int8 matrix'],
  ['sve', 'SVE'],
];

export function instructionsOf({ flags }: Cpu): string[] {
  return FLAGS.filter(([flag]) => flags.includes(flag)).map(([, name]) => name);
}

/** How many times faster bf16 was than fp32 when it was measured. */
export function bf16Gain({ fp32Gflops, bf16Gflops }: Cpu): number {
  return fp32Gflops > 0 ? bf16Gflops / fp32Gflops : 0;
}

const FIRST = ['torch', 'transformers', 'peft', 'onnxruntime', 'onnx'];

/** Packages of the environment, those that decide most first, the others by name. */
export function packagesInOrder(packages: Readonly<Record<string, string>>): [name: string, version: string][] {
  const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return Object.entries(packages).sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
}
