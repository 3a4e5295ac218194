import { existsSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { manifestOf } from '../../../python-env/build/environment.mjs';
import { freeBytes } from '../../../python-env/build/files.mjs';
import { currentOf, environmentsFolder, starterFolder, venvPython } from '../../../python-env/build/places.mjs';
import { lockSha256 } from '../../../python-env/build/uv-lock.mjs';
import { because, type Environment, LuthierError, Probe, TorchBuild } from '../../contract/index.ts';
import { readJson } from '../../core/files.ts';
import type { Python } from '../../jobs/run-job.ts';
import { type Installation, placesIn } from './installation.ts';

const Manifest = z.object({ lockSha256: z.string(), torch: TorchBuild.default('lock') });
const Size = z.object({ bytes: z.int().nonnegative() });

/** The interpreter that jobs run on. Throws `environment.missing` and `environment.broken`. */
export function pythonOf(installation: Installation): Python {
  const folder = environmentFolder(installation);
  if (folder === null) throw new LuthierError('environment.missing', {});
  const executable = venvPython(folder);
  if (!existsSync(executable)) {
    throw new LuthierError('environment.broken', because('environment.interpreter_gone', {}));
  }
  return { executable, packages: join(installation.root, 'python-env') };
}

/** The devices jobs can have: the GPUs that worked when the environment was probed, then the CPU. */
export function devicesOf(installation: Installation): string[] {
  return [...(probeOf(installation)?.gpus ?? []).map(({ uuid }) => uuid), 'cpu'];
}

export function starterModelFolder(installation: Installation): string {
  return starterFolder(placesIn(installation));
}

/** How the environment stands, read from its files: nothing is started. */
export function readEnvironment(installation: Installation, building: boolean): Omit<Environment, 'sizeBytes'> {
  const places = placesIn(installation);
  const current = currentOf(places);
  const folder = environmentFolder(installation);
  const python = folder && venvPython(folder);
  const probe = probeOf(installation);
  const manifest = folder === null ? undefined : Manifest.safeParse(manifestOf(folder)).data;

  const standing = (): Pick<Environment, 'state' | 'reason'> => {
    if (building) return { state: 'building', reason: null };
    if (python === null) return { state: 'missing', reason: null };
    if (!existsSync(python)) return { state: 'broken', reason: 'environment.interpreter_gone' };
    if (probe === null) return { state: 'broken', reason: 'environment.never_probed' };
    return { state: manifest?.lockSha256 === lockSha256(places) ? 'ready' : 'outdated', reason: null };
  };
  return {
    ...standing(),
    id: current?.current ?? null,
    previousId: previousFolder(installation) === null ? null : (current?.previous ?? null),
    torch: manifest?.torch ?? null,
    python,
    freeDiskBytes: freeBytes(places.place),
    home: installation.home,
    place: places.place,
    probe,
    luthierVersion: installation.version,
    nodeVersion: process.versions.node,
  };
}

/**
 * Bytes of an environment. Its 100,000 files are walked once in its life, since nothing changes in it once it is built: the
 * page asks at every start, and the walk takes a second of a core.
 */
export async function sizeOfEnvironment(folder: string): Promise<number> {
  const file = join(folder, 'size.json');
  const known = Size.safeParse(readJson(file)).data;
  if (known !== undefined) return known.bytes;
  const bytes = await sizeOf(folder);
  // One that cannot be written to is walked again the next time.
  await writeFile(file, JSON.stringify({ bytes })).catch(() => {});
  return bytes;
}

/** Bytes of all files below a folder; a link counts as itself. Holds one folder at a time. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await sizeOf(path);
    else if (entry.isFile()) bytes += (await stat(path).catch(() => null))?.size ?? 0;
  }
  return bytes;
}

export function environmentFolder(installation: Installation): string | null {
  const places = placesIn(installation);
  const current = currentOf(places);
  return current && join(environmentsFolder(places), current.current);
}

/** Folder of the environment before this one, when it can still be gone back to. */
export function previousFolder(installation: Installation): string | null {
  const places = placesIn(installation);
  const previous = currentOf(places)?.previous ?? null;
  const folder = previous && join(environmentsFolder(places), previous);
  return folder !== null && existsSync(venvPython(folder)) ? folder : null;
}

function probeOf(installation: Installation): Probe | null {
  const folder = environmentFolder(installation);
  return folder === null ? null : (Probe.safeParse(readJson(join(folder, 'probe.json'))).data ?? null);
}
