import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectedBytes, PRODUCT } from '../../../python-env/build/environment.mjs';
import { freeBytes } from '../../../python-env/build/files.mjs';
import { findPython } from '../../../python-env/build/find-python.mjs';
import { TORCH_INDEX } from '../../../python-env/build/requirements.mjs';
import { presentUv } from '../../../python-env/build/uv.mjs';
import { cudaOf, packagesOf } from '../../../python-env/build/uv-lock.mjs';
import type { EnvironmentPlan, Gpu, Settings, TorchBuild, TorchChoice } from '../../contract/index.ts';
import { isOlder, leastDriver } from './drivers.ts';
import type { FoundGpus } from './find-gpus.ts';
import { type Installation, placesIn } from './installation.ts';

const PYPI_HOSTS = ['pypi.org', 'files.pythonhosted.org'];
/** Which Python the sizes are told for where none is here yet. */
const LIKELY_PYTHON = [3, 12];

/** What was found, and which torch is proposed for it. Nothing is downloaded, and no connection opened. */
export function planEnvironment(installation: Installation, settings: Settings, found: FoundGpus): EnvironmentPlan {
  const places = placesIn(installation);
  const python = pythonHere(places);
  const cuda = cudaOf(packagesOf(readFileSync(join(places.pythonEnv, 'uv.lock'), 'utf8')));
  const packageHosts = settings.packageIndex === null ? PYPI_HOSTS : [hostOf(settings.packageIndex)];
  const choice = (torch: TorchBuild, more: Pick<TorchChoice, 'computesOn' | 'cuda' | 'hosts'>): TorchChoice => {
    const order = { groups: PRODUCT, torch, python: python?.numbers ?? LIKELY_PYTHON };
    const { downloadBytes, diskBytes } = expectedBytes(places, order);
    const least = more.cuda === null ? null : leastDriver(more.cuda);
    return { torch, leastDriver: least, downloadBytes, diskBytes: Math.round(diskBytes), ...more };
  };

  const driverTooOld = tooOld(found.gpus, cuda);
  const lock = choice('lock', { computesOn: computesOn(cuda), cuda, hosts: packageHosts });
  const torchHost = hostOf(settings.torchIndex ?? TORCH_INDEX);
  // Where the lock has no CUDA its torch is the small one already.
  const choices =
    cuda === null
      ? [lock]
      : [lock, choice('cpu', { computesOn: 'cpu', cuda: null, hosts: [...new Set([...packageHosts, torchHost])] })];
  return {
    ...found,
    driverTooOld,
    choices,
    proposed: driverTooOld !== null && choices.length > 1 ? 'cpu' : 'lock',
    python: python && { path: python.path, version: python.numbers.join('.') },
    place: places.place,
    freeBytes: freeBytes(places.place),
    offline: settings.offline,
  };
}

/** The driver that the lock's CUDA cannot work with; null where it can, or where there is none. */
export function tooOld(gpus: readonly Gpu[], cuda: string | null): EnvironmentPlan['driverTooOld'] {
  const least = cuda === null ? null : leastDriver(cuda);
  const driver = gpus[0]?.driver;
  if (cuda === null || least === null || driver === undefined || !isOlder(driver, least)) return null;
  return { driver, least, cuda };
}

function computesOn(cuda: string | null): TorchChoice['computesOn'] {
  if (cuda !== null) return 'cuda';
  return process.platform === 'darwin' && process.arch === 'arm64' ? 'metal' : 'cpu';
}

function pythonHere(places: ReturnType<typeof placesIn>): { path: string; numbers: number[] } | null {
  try {
    const { path, version } = findPython({ needsPip: presentUv(places) === null });
    return { path, numbers: version };
  } catch {
    return null;
  }
}

export function hostOf(address: string): string {
  return new URL(address).host;
}
