import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { expectedBytes, exportArgs, manifestOf, PRODUCT } from '../../../python-env/build/environment.mjs';
import { remove } from '../../../python-env/build/files.mjs';
import { findPython } from '../../../python-env/build/find-python.mjs';
import { interpretersFolder, type Places, starterFolder } from '../../../python-env/build/places.mjs';
import { cpuTorch, withoutCuda } from '../../../python-env/build/requirements.mjs';
import { hasStarter } from '../../../python-env/build/starter.mjs';
import { cleanPythonEnv, ensureUv, pipOf, presentUv, uvEnv } from '../../../python-env/build/uv.mjs';
import { lockSha256 } from '../../../python-env/build/uv-lock.mjs';
import { because, LuthierError, type Settings, type TorchBuild, type WorkProgress } from '../../contract/index.ts';
import { type CopyWatch, copyFile, linkOrCopy } from '../../core/copy.ts';
import { locked } from './build.ts';
import { type Installation, placesIn } from './installation.ts';
import { filesBelow, hashOf, MANIFEST, type PackManifest } from './pack-manifest.ts';
import { environmentFolder } from './read-environment.ts';
import { taskTools } from './task-tools.ts';
import type { TaskReport, TaskWork } from './tasks.ts';

type Tools = ReturnType<typeof taskTools>;

interface PackPlan {
  readonly installation: Installation;
  readonly places: Places;
  readonly settings: Settings;
  readonly torch: TorchBuild;
  readonly python: { readonly path: string; readonly version: readonly number[]; readonly hasPip: boolean };
}

/**
 * Makes the offline pack at a path: a folder, or a .zip. It stands there whole or not at all. Wheels that had come when
 * a packing was stopped are used by the next.
 */
export function packTask(installation: Installation, settings: Settings, path: string): TaskWork {
  return {
    steps: ['prepare', 'download', 'write'],
    reachesOut: true,
    run: report => {
      const target = resolve(path);
      if (settings.offline) throw new LuthierError('settings.offline', because('offline.pack', {}));
      if (!isFree(target)) throw new LuthierError('pack.exists', { path });
      return locked(installation, report, () => makePack(installation, settings, target, report));
    },
  };
}

async function makePack(installation: Installation, settings: Settings, target: string, report: TaskReport) {
  const places = placesIn(installation);
  const current = environmentFolder(installation);
  const built = current === null ? null : manifestOf(current);
  const torch: TorchBuild = built?.torch ?? 'lock';
  const python = findPython({ ...(built && { env: { ...process.env, LUTHIER_BASE_PYTHON: built.basePython } }) });
  const plan = { installation, places, settings, torch, python };
  const staging = `${target}.${process.pid}.staging`;
  const draft = target.endsWith('.zip') ? `${target}.${process.pid}.draft` : null;
  const tools = taskTools({ signal: report.signal, onText: report.text });
  remove(staging);
  try {
    const wheels = await downloadWheels(plan, tools, report);
    const parts = await partsOf(plan, wheels);
    const written = new Written(parts, draft);
    report.step('write', () => written.progress());
    const watch = { signal: report.signal, copied: (bytes: number) => written.add(bytes) };
    for (const { from, to, isSpare } of parts) await (isSpare ? linkOrCopy : copyFile)(from, join(staging, to), watch);
    const interpreter = await packInterpreter(plan, staging, tools);
    const manifest = await describe(plan, staging, interpreter, watch);
    writeFileSync(join(staging, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
    if (draft !== null) {
      await zipTo(plan, staging, draft, tools, report);
      renameSync(draft, target);
    } else moveTo(staging, target);
    remove(dirname(wheels));
    const { files } = manifest;
    return { path: target, sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0), files: files.length };
  } finally {
    remove(staging);
    if (draft !== null) remove(draft);
  }
}

/** The wheels of the lock for this platform, by hash, in a folder that a stopped packing leaves for the next. */
async function downloadWheels(plan: PackPlan, tools: Tools, report: TaskReport): Promise<string> {
  const { places, settings, torch, python } = plan;
  report.step('prepare');
  const uv = await ensureUv({
    ...places,
    python,
    run: tools.run,
    say: report.words,
    packageIndex: settings.packageIndex,
  });
  const exported = await tools.run(uv, exportArgs(PRODUCT), { cwd: places.pythonEnv, env: uvEnv(places, settings) });

  const work = join(places.place, 'cache', 'pack', `${lockSha256(places).slice(0, 16)}-${torch}`);
  const wheels = join(work, 'wheels');
  mkdirSync(wheels, { recursive: true });
  const { pip } = await pipOf({ python, into: work, run: tools.run, say: report.words });

  const { packages, downloadBytes } = expectedBytes(places, { groups: PRODUCT, torch, python: python.version });
  report.step('download', () => cameOf(wheels, downloadBytes));
  const index = settings.packageIndex === null ? [] : ['--index-url', settings.packageIndex];
  const get = (args: readonly string[]) =>
    tools.show(pip, ['-m', 'pip', 'wheel', '--no-deps', '--disable-pip-version-check', '-w', wheels, ...args], {
      // What pip fetches goes into the pack: kept in its own cache too, it would take its place twice.
      env: { ...cleanPythonEnv(), PIP_NO_CACHE_DIR: '1' },
      hint: 'Check the connection, then pack again: the wheels that had come are used.',
    });
  const list = join(work, 'locked.txt');
  const isLarge = (name: string): boolean => (packages.get(name)?.bytes ?? 0) > LARGE_BYTES;
  for (const part of portions(torch === 'cpu' ? withoutCuda(exported) : exported, isLarge)) {
    if (part.wheel !== null && readdirSync(wheels).some(file => file.startsWith(`${part.wheel}-`))) continue;
    writeFileSync(list, part.text);
    await get(['--require-hashes', ...index, '-r', list]);
  }
  const cpu = torch === 'cpu' ? cpuTorch(exported, settings.torchIndex) : undefined;
  if (cpu) await get(['--index-url', cpu.index, cpu.requirement]);
  return wheels;
}

/** pip keeps nothing before it has all it was asked for; so what takes minutes is asked for by itself. */
const LARGE_BYTES = 40e6;

/** The exported lock in parts: everything small at once, then each large package, with what its wheel begins with. */
function portions(exported: string, isLarge: (name: string) => boolean): { text: string; wheel: string | null }[] {
  const blocks = exported.split(/^(?=[A-Za-z0-9])/m).map(text => {
    const [, name = '', version = ''] = /^([\w.-]+)==([^\s;\\]+)/.exec(text) ?? [];
    return { text, name, wheel: `${name.replaceAll('-', '_')}-${version}` };
  });
  const small = blocks.filter(({ name }) => !isLarge(name)).map(({ text }) => text);
  return [{ text: small.join(''), wheel: null }, ...blocks.filter(({ name }) => isLarge(name))];
}

function cameOf(folder: string, expected: number): WorkProgress {
  const done = readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  return { done, total: Math.max(done, expected) };
}

interface Part {
  readonly from: string;
  /** Its path in the pack. */
  readonly to: string;
  readonly sizeBytes: number;
  /** Nobody will write to it where it lies, so a second name does. */
  readonly isSpare: boolean;
}

/** Everything of a pack that is there already, which is all but the interpreter. */
async function partsOf({ places }: PackPlan, wheels: string): Promise<Part[]> {
  const below = async (folder: string, to: string, isSpare: boolean): Promise<Part[]> => {
    const files = await filesBelow(folder);
    return files.map(({ path, sizeBytes }) => ({ from: join(folder, path), to: `${to}/${path}`, sizeBytes, isSpare }));
  };
  const single = (from: string, to: string): Part => ({ from, to, sizeBytes: statSync(from).size, isSpare: false });
  const uv = presentUv(places);
  return [
    ...(await below(wheels, 'wheels', true)),
    ...['uv.lock', 'pyproject.toml'].map(name => single(join(places.pythonEnv, name), name)),
    ...(uv === null ? [] : [single(uv, `uv/${basename(uv)}`)]),
    ...(hasStarter(places) ? await below(starterFolder(places), 'starter', false) : []),
  ];
}

/** How much of a pack is written: every byte is copied, hashed, and in an archive written once more. */
class Written {
  readonly #draft: string | null;
  readonly #total: number;
  #done = 0;

  /** `draft` is the archive until it is whole; null for a folder. */
  constructor(parts: readonly Part[], draft: string | null) {
    const bytes = parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    this.#draft = draft;
    this.#total = bytes * (draft === null ? 2 : 3);
  }

  add(bytes: number): void {
    this.#done += bytes;
  }

  progress(): WorkProgress {
    const archived = this.#draft === null ? undefined : statSync(this.#draft, { throwIfNoEntry: false })?.size;
    const done = this.#done + (archived ?? 0);
    return { done, total: Math.max(done, this.#total) };
  }
}

/** An interpreter that Luthier fetched for itself, as an archive: links and permissions stay as they are. */
async function packInterpreter({ places, python }: PackPlan, pack: string, { run }: Tools) {
  const folder = interpretersFolder(places);
  const inside = relative(folder, python.path);
  if (inside.startsWith('..') || isAbsolute(inside)) return null;
  const [name = '', ...rest] = inside.split(/[\\/]/);
  mkdirSync(join(pack, 'python'), { recursive: true });
  await run('tar', ['-cf', join(pack, 'python', 'interpreter.tar'), '-C', folder, name], {});
  return { archive: 'python/interpreter.tar', folder: name, executable: rest.join('/') };
}

/** Hashes every file, writes what uv is to install by those hashes, and says what the pack is. */
async function describe(
  { installation, places, torch, python }: PackPlan,
  pack: string,
  interpreter: PackManifest['interpreter'],
  { signal, copied }: CopyWatch,
): Promise<PackManifest> {
  const files = [];
  for (const file of await filesBelow(pack)) {
    files.push({ ...file, sha256: await hashOf(join(pack, file.path), signal, copied) });
  }
  const list = files.filter(({ path }) => path.startsWith('wheels/')).map(requirementOf);
  const text = `${list.join('\n')}\n`;
  writeFileSync(join(pack, 'requirements.txt'), text);
  const { size } = statSync(join(pack, 'requirements.txt'));
  files.push({
    path: 'requirements.txt',
    sizeBytes: size,
    sha256: await hashOf(join(pack, 'requirements.txt'), signal, () => {}),
  });
  const uv = files.find(({ path }) => path.startsWith('uv/'))?.path ?? null;
  return {
    format: 1,
    kind: 'luthier-offline-pack',
    luthierVersion: installation.version,
    lockSha256: lockSha256(places),
    groups: PRODUCT,
    torch,
    platform: process.platform,
    arch: process.arch,
    python: python.version.slice(0, 2).join('.'),
    interpreter,
    uv,
    starter: existsSync(join(pack, 'starter')),
    createdAtMs: Date.now(),
    files,
  };
}

/** A wheel's file name begins with the package and its version. */
function requirementOf({ path, sha256 }: { readonly path: string; readonly sha256: string }): string {
  const [name, version] = basename(path).split('-');
  return `${name?.replaceAll('_', '-')}==${version} --hash=sha256:${sha256}`;
}

/** Python writes the archive, since it is here in any case; wheels are packed already, so nothing is packed again. */
async function zipTo({ python }: PackPlan, folder: string, draft: string, { run }: Tools, report: TaskReport) {
  report.words('writing the archive');
  await run(python.path, ['-I', '-c', ZIP, folder, draft, MANIFEST], {});
}

const ZIP = `
import sys, zipfile
from pathlib import Path
folder, target, last = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in sorted(files, key=lambda path: path.name == last):
        archive.write(path, path.relative_to(folder).as_posix())
`;

function isFree(target: string): boolean {
  if (!existsSync(target)) return true;
  return statSync(target).isDirectory() && readdirSync(target).length === 0;
}

function moveTo(staging: string, target: string): void {
  if (existsSync(target)) rmdirSync(target);
  renameSync(staging, target);
}
