import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

/** Instruction sets that decide how fast a model computes in bf16 and in whole numbers. */
const TELLING = ['amx_bf16', 'amx_int8', 'avx512_bf16', 'avx512_vnni', 'avx_vnni', 'avx2', 'asimd', 'bf16', 'i8mm'];

/** Those that this CPU has; none where the system does not tell. */
export function cpuFlags(): string[] {
  if (process.platform !== 'linux') return [];
  const line = readFileSync('/proc/cpuinfo', 'utf8')
    .split('\n')
    .find(line => /^(flags|Features)\s*:/.test(line));
  const flags = new Set(line?.split(/\s+/));
  return TELLING.filter(flag => flags.has(flag));
}

/** Load average of the last minute. */
export const load = (): number => Number((loadavg()[0] ?? 0).toFixed(2));

export const machine = (): string => `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`;
