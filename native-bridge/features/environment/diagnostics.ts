import { release } from 'node:os';
import type { Environment } from '../../contract/index.ts';

const GIB = 1024 ** 3;

/** What a bug report needs: versions, devices, states. Nothing of the person: no paths, names, rows or secrets. */
export function diagnosticsOf(environment: Environment): string {
  const { probe } = environment;
  const lines = [
    `Luthier ${environment.luthierVersion} · Node ${environment.nodeVersion} · ${process.platform} ${release()} ${process.arch}`,
    `Environment ${environment.state}${environment.reason ? ` (${environment.reason})` : ''}, ${gib(environment.sizeBytes)}`,
    `Free disk ${gib(environment.freeDiskBytes)}`,
  ];
  if (probe !== null) {
    const { cpu, gpus } = probe;
    lines.push(
      `Python ${probe.python} · ${Object.entries(probe.packages)
        .map(([name, version]) => `${name} ${version}`)
        .join(' · ')}`,
      `CPU ${cpu.name}, ${cpu.cores} cores, ${gib(cpu.memoryBytes)}, ${cpu.flags.join(' ')}`,
      `fp32 ${cpu.fp32Gflops} GFLOP/s, bf16 ${cpu.bf16Gflops} GFLOP/s`,
      ...gpus.map(gpu => `GPU ${gpu.name}, ${gib(gpu.memoryBytes)}, driver ${gpu.driver}`),
      gpus.length === 0 ? 'No GPU that works' : `CUDA ${probe.torchCuda ?? 'none'}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
