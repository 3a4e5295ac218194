import { chmodSync, createWriteStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Entry } from 'yauzl';
import { moveIn, remove, stagingOf } from '../../../python-env/build/files.mjs';
import { findPython } from '../../../python-env/build/find-python.mjs';
import { interpretersFolder, starterFolder } from '../../../python-env/build/places.mjs';
import { hasStarter } from '../../../python-env/build/starter.mjs';
import { lockSha256 } from '../../../python-env/build/uv-lock.mjs';
import { because, LuthierError, type Settings } from '../../contract/index.ts';
import { copyFile } from '../../core/copy.ts';
import { inside, readJson } from '../../core/files.ts';
import { build, locked, starter } from './build.ts';
import { type Installation, placesIn } from './installation.ts';
import { filesBelow, hashOf, MANIFEST, PackManifest } from './pack-manifest.ts';
import { taskTools } from './task-tools.ts';
import type { TaskReport, TaskWork } from './tasks.ts';

/** Installs an offline pack: every file is checked first, and no connection is opened. */
export function installTask(installation: Installation, settings: Settings, pack: string): TaskWork {
  return {
    steps: ['verify', 'prepare', 'download', 'check', 'starter'],
    reachesOut: false,
    run: report =>
      locked(installation, report, async () => {
        const { place } = placesIn(installation);
        const cache = join(place, 'cache');
        for (const left of existsSync(cache) ? readdirSync(cache).filter(isUnpacked) : []) remove(join(cache, left));
        const unpacked = join(cache, `pack-${process.pid}`);
        try {
          const folder = await opened(resolve(pack), unpacked, report);
          await install(installation, settings, folder, pack, report);
          return null;
        } finally {
          remove(unpacked);
        }
      }),
  };
}

const isUnpacked = (name: string): boolean => /^pack-\d+$/.test(name);

async function install(
  installation: Installation,
  settings: Settings,
  folder: string,
  pack: string,
  report: TaskReport,
): Promise<void> {
  const places = placesIn(installation);
  const manifest = PackManifest.safeParse(readJson(join(folder, MANIFEST))).data;
  if (manifest === undefined) throw new LuthierError('pack.no_manifest', { pack });
  refuseOthers(installation, manifest);
  await verify(folder, manifest, report);

  const python = await interpreterOf(installation, folder, manifest, report);
  const uv = manifest.uv === null ? null : inside(folder, manifest.uv);
  if (uv !== null && process.platform !== 'win32') chmodSync(uv, 0o755);
  const from = { wheels: join(folder, 'wheels'), requirements: join(folder, 'requirements.txt'), uv, python };
  const wish = { torch: manifest.torch, afresh: false };
  await build(installation, { ...settings, offline: true }, wish, from, report);

  if (manifest.starter && !hasStarter(places)) {
    await takeStarter(join(folder, 'starter'), starterFolder(places), report);
  }
  await starter(installation, report);
}

async function takeStarter(from: string, to: string, report: TaskReport): Promise<void> {
  const files = await filesBelow(from);
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let done = 0;
  report.step('starter', () => ({ done, total }));
  const copied = (bytes: number): void => {
    done += bytes;
  };
  for (const { path } of files) {
    await copyFile(join(from, path), join(stagingOf(to), path), { signal: report.signal, copied });
  }
  moveIn(stagingOf(to), to);
}

function refuseOthers(installation: Installation, manifest: PackManifest): void {
  const [made, here] = [`${manifest.platform} ${manifest.arch}`, `${process.platform} ${process.arch}`];
  if (made !== here) throw new LuthierError('pack.other_machine', { made, here });
  if (manifest.lockSha256 !== lockSha256(placesIn(installation))) {
    throw new LuthierError('pack.other_version', { made: manifest.luthierVersion, here: installation.version });
  }
}

/** Every file the manifest names, by its bytes. The first that differs is named, and nothing has been installed yet. */
async function verify(folder: string, { files }: PackManifest, report: TaskReport): Promise<void> {
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let done = 0;
  report.step('verify', () => ({ done, total }));
  for (const { path, sizeBytes: size, sha256 } of files) {
    const file = inside(folder, path);
    const bytes = statSync(file, { throwIfNoEntry: false })?.size;
    if (bytes === undefined)
      throw new LuthierError('pack.damaged', { file: path, ...because('pack.file_missing', {}) });
    if (bytes !== size) {
      throw new LuthierError('pack.damaged', { file: path, ...because('pack.file_short', { bytes, size }) });
    }
    const found = await hashOf(file, report.signal, read => {
      done += read;
    });
    if (found !== sha256) throw new LuthierError('pack.damaged', { file: path, ...because('pack.file_differs', {}) });
  }
}

/** The pack's own interpreter, put beside those Luthier fetched; else one of the machine that its wheels are for. */
async function interpreterOf(
  installation: Installation,
  folder: string,
  { interpreter, python: version }: PackManifest,
  report: TaskReport,
): Promise<string> {
  if (interpreter !== null) {
    const interpreters = interpretersFolder(placesIn(installation));
    const executable = inside(interpreters, join(interpreter.folder, interpreter.executable));
    if (!existsSync(executable)) {
      const { run } = taskTools({ signal: report.signal, onText: report.text });
      const staging = stagingOf(interpreters);
      mkdirSync(staging, { recursive: true });
      await run('tar', ['-xf', inside(folder, interpreter.archive), '-C', staging], {});
      mkdirSync(interpreters, { recursive: true });
      moveIn(join(staging, interpreter.folder), join(interpreters, interpreter.folder));
      remove(staging);
    }
    return executable;
  }
  const found = [process.env.LUTHIER_BASE_PYTHON, `python${version}`, 'python3', 'python', '/usr/bin/python3']
    .filter(name => name !== undefined)
    .map(name => pythonNamed(name))
    .find(python => python?.version.slice(0, 2).join('.') === version);
  if (found === undefined || found === null) throw new LuthierError('pack.needs_python', { version });
  return found.path;
}

function pythonNamed(name: string): { path: string; version: number[] } | null {
  try {
    return findPython({ env: { ...process.env, LUTHIER_BASE_PYTHON: name }, needsPip: false });
  } catch {
    return null;
  }
}

/** The folder of a pack: itself, or what its archive holds, unpacked beside the other caches. */
async function opened(pack: string, unpacked: string, report: TaskReport): Promise<string> {
  const found = statSync(pack, { throwIfNoEntry: false });
  if (found === undefined) throw new LuthierError('pack.no_manifest', { pack });
  if (found.isDirectory()) return pack;
  await unzip(pack, unpacked, report);
  return unpacked;
}

async function unzip(archive: string, into: string, { step, signal }: TaskReport): Promise<void> {
  const { openPromise } = (await import('yauzl')).default;
  const damaged = (file: string, error: unknown): LuthierError => {
    const words = error instanceof Error ? error.message : String(error);
    return new LuthierError('pack.damaged', { file, ...because('pack.unreadable', { words }) });
  };
  const zip = await openPromise(archive, { lazyEntries: true, autoClose: false }).catch(error => {
    throw damaged(basename(archive), error);
  });
  let done = 0;
  step('verify', () => ({ done, total: statSync(archive).size }));
  try {
    for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
      if (entry.fileName.endsWith('/')) continue;
      const path = inside(into, entry.fileName);
      mkdirSync(dirname(path), { recursive: true });
      const bytes = await zip.openReadStreamPromise(entry);
      await pipeline(bytes, createWriteStream(path), { signal }).catch(error => {
        signal.throwIfAborted();
        if (error.code === 'ENOSPC' || error.code === 'EDQUOT') throw error;
        throw damaged(entry.fileName, error);
      });
      done += entry.compressedSize;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof LuthierError || (error as NodeJS.ErrnoException).code
      ? error
      : damaged(basename(archive), error);
  } finally {
    zip.close();
  }
}
