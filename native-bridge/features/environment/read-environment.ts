import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Environment, LuthierError, Probe } from '../../contract/index.ts';
import { readJson } from '../../core/files.ts';
import type { Python } from '../../jobs/run-job.ts';

/** Where Luthier itself lies, and where it keeps what is outside all projects. */
export interface Installation {
  /** Folder with `python-env/` and `scripts/`. */
  readonly root: string;
  readonly home: string;
  readonly version: string;
}

const Current = z.object({ current: z.string(), previous: z.string().nullable() });
const Manifest = z.object({ lockSha256: z.string() });
const Size = z.object({ bytes: z.int().nonnegative() });

/** The interpreter that jobs run on. Throws `environment.missing` and `environment.broken`. */
export function pythonOf({ root, home }: Installation): Python {
  const current = currentOf(home);
  if (current === null) throw new LuthierError('environment.missing', {});
  const executable = interpreterIn(join(home, 'environments', current.current));
  if (!existsSync(executable)) {
    throw new LuthierError('environment.broken', { reason: 'its interpreter is gone' });
  }
  return { executable, packages: join(root, 'python-env') };
}

/** The devices jobs can have: the GPUs that worked when the environment was probed, then the CPU. */
export function devicesOf(installation: Installation): string[] {
  return [...(probeOf(installation)?.gpus ?? []).map(({ uuid }) => uuid), 'cpu'];
}

export function starterModelFolder({ home }: Installation): string {
  return join(home, 'models', 'smollm2-135m-instruct');
}

/** How the environment stands, read from its files: nothing is started. */
export function readEnvironment(installation: Installation, building: boolean): Omit<Environment, 'sizeBytes'> {
  const { root, home, version } = installation;
  const current = currentOf(home);
  const folder = current && join(home, 'environments', current.current);
  const python = folder && interpreterIn(folder);
  const probe = probeOf(installation);

  const standing = (): Pick<Environment, 'state' | 'reason'> => {
    if (building) return { state: 'building', reason: null };
    if (folder === null || python === null) return { state: 'missing', reason: null };
    if (!existsSync(python)) return { state: 'broken', reason: 'its interpreter is gone' };
    if (probe === null) return { state: 'broken', reason: 'it was never probed' };
    const outdated = Manifest.safeParse(readJson(join(folder, 'environment.json'))).data?.lockSha256 !== lockOf(root);
    return { state: outdated ? 'outdated' : 'ready', reason: null };
  };
  return {
    ...standing(),
    id: current?.current ?? null,
    previousId: current?.previous ?? null,
    python,
    freeDiskBytes: freeBytes(home),
    home,
    probe,
    luthierVersion: version,
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

export function environmentFolder({ home }: Installation): string | null {
  const current = currentOf(home);
  return current && join(home, 'environments', current.current);
}

function currentOf(home: string): z.infer<typeof Current> | null {
  return Current.safeParse(readJson(join(home, 'environments', 'current.json'))).data ?? null;
}

function probeOf(installation: Installation): Probe | null {
  const folder = environmentFolder(installation);
  return folder === null ? null : (Probe.safeParse(readJson(join(folder, 'probe.json'))).data ?? null);
}

function interpreterIn(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

function lockOf(root: string): string {
  return createHash('sha256')
    .update(readFileSync(join(root, 'python-env', 'uv.lock')))
    .digest('hex');
}

function freeBytes(home: string): number {
  for (let folder = home; ; folder = join(folder, '..')) {
    if (existsSync(folder)) {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    }
  }
}
