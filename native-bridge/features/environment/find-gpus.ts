import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gpu } from '../../contract/index.ts';

const MIB = 1024 * 1024;
const PATIENCE_MS = 10_000;
const FIELDS = 'uuid,name,memory.total,memory.free,driver_version';
const PCI = '/sys/bus/pci/devices';

export interface FoundGpus {
  readonly gpus: Gpu[];
  /** A card of NVIDIA is in the machine, and no driver answers for it. */
  readonly driverMissing: boolean;
}

/** Which GPUs of NVIDIA there are, without Python or torch: what the driver's own tool says, and what hangs on the bus. */
export async function findGpus(env: NodeJS.ProcessEnv = process.env, pci = PCI): Promise<FoundGpus> {
  const gpus = parseGpus(await askDriver(env));
  return { gpus, driverMissing: gpus.length === 0 && hasNvidiaCard(pci) };
}

function askDriver(env: NodeJS.ProcessEnv): Promise<string> {
  const args = [`--query-gpu=${FIELDS}`, '--format=csv,noheader,nounits'];
  return new Promise(done => {
    execFile('nvidia-smi', args, { env, timeout: PATIENCE_MS, killSignal: 'SIGKILL' }, (error, stdout) =>
      done(error === null ? stdout : ''),
    );
  });
}

/** Lines of `nvidia-smi`; memory in MiB, and words such as `[N/A]` where a card does not say. */
export function parseGpus(csv: string): Gpu[] {
  return csv.split('\n').flatMap(line => {
    const [uuid, name, total, free, driver] = line.split(',').map(cell => cell.trim());
    if (!uuid?.startsWith('GPU-') || !name || !driver || !/^\d+(\.\d+)+$/.test(driver)) return [];
    return [{ uuid, name, memoryBytes: bytes(total), freeBytes: bytes(free), driver }];
  });
}

function bytes(mebibytes: string | undefined): number {
  const number = Number(mebibytes);
  return Number.isFinite(number) ? Math.round(number * MIB) : 0;
}

/** Linux lists what hangs on the bus: NVIDIA is vendor 10de, and a display controller has a class of 03. */
function hasNvidiaCard(pci: string): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return readdirSync(pci).some(
      device =>
        readFileSync(join(pci, device, 'vendor'), 'utf8').trim() === '0x10de' &&
        readFileSync(join(pci, device, 'class'), 'utf8').startsWith('0x03'),
    );
  } catch {
    return false;
  }
}
