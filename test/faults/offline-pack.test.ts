import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../../native-bridge/core/settings-file.ts';
import { environmentHandlers, placesIn } from '../../native-bridge/features/environment/index.ts';
import { starterFolder } from '../../python-env/build/places.mjs';
import { BUILD, follow, type SmallEnvironment, smallEnvironment } from '../small-environment.ts';

/** Another machine: the same Luthier, a home of its own, and nobody to ask. */
function otherMachine({ installation, folder }: SmallEnvironment, name = 'other machine 另一台 🖥') {
  const other = { ...installation, home: join(folder.path, name) };
  const handlers = environmentHandlers({
    installation: other,
    settings: () => ({ ...readSettings(other.home).settings, packageIndex: 'http://192.0.2.1/simple' }),
    activeJobs: () => [],
    onBug: (_, error) => console.error(error),
  });
  return { installation: other, handlers, install: (pack: string) => follow(handlers, { kind: 'install', pack }) };
}

async function packed(name: string): Promise<{ small: SmallEnvironment; pack: string }> {
  const small = await smallEnvironment();
  expect((await small.run(BUILD)).error).toBeNull();
  const pack = join(small.folder.path, 'out', name);
  const { error, packed, text } = await small.run({ kind: 'pack', path: pack });
  expect(error, text).toBeNull();
  expect(packed).toMatchObject({ path: pack, files: expect.any(Number) });
  small.index.asked.length = 0;
  small.index.behave('silent');
  return { small, pack };
}

test.each(['pack', 'pack.zip'])(
  'PACK-1 a pack as "%s" makes an environment on a machine without network',
  async name => {
    const { small, pack } = await packed(name);
    await using _ = small;
    const other = otherMachine(small);

    const { error, progress } = await other.install(pack);

    expect(error).toBeNull();
    expect([...new Set(progress.map(({ step }) => step))]).toEqual([
      'verify',
      'prepare',
      'download',
      'check',
      'starter',
    ]);
    const { state, probe, torch } = await other.handlers.state({});
    expect({ state, torch }).toEqual({ state: 'ready', torch: 'lock' });
    expect(Object.keys(probe?.packages ?? {}).sort()).toEqual(
      Object.keys((await small.handlers.state({})).probe?.packages ?? {}).sort(),
    );
    expect(readFileSync(join(starterFolder(placesIn(other.installation)), 'weights'), 'utf8')).toBe('weights');
    expect(small.index.asked).toEqual([]);
    expect(readdirSync(join(other.installation.home, 'cache')).filter(left => left.startsWith('pack'))).toEqual([]);
  },
  90_000,
);

test('PACK-2 a pack that was damaged is refused with the name of the file, and nothing is installed', async () => {
  const { small, pack } = await packed('pack');
  await using _ = small;
  const other = otherMachine(small);
  const wheel = 'wheels/torch-9.1-py3-none-any.whl';
  const damaged = async (damage: (copy: string) => void) => {
    const copy = join(small.folder.path, 'copy');
    rmSync(copy, { recursive: true, force: true });
    cpSync(pack, copy, { recursive: true });
    damage(copy);
    const { error } = await other.install(copy);
    return error;
  };

  expect(await damaged(copy => truncateSync(join(copy, wheel), 1000))).toMatchObject({
    code: 'pack.damaged',
    facts: { file: wheel, reason: 'pack.file_short', bytes: 1000 },
  });
  const flipped = (copy: string): void => {
    const bytes = readFileSync(join(copy, wheel));
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(join(copy, wheel), bytes);
  };
  expect((await damaged(flipped))?.message).toBe(
    `The offline pack is damaged: ${wheel} differs from what was packed: its hash is another. Nothing was installed.`,
  );
  expect(await damaged(copy => rmSync(join(copy, 'requirements.txt')))).toMatchObject({
    facts: { file: 'requirements.txt', reason: 'pack.file_missing' },
  });
  expect(await damaged(copy => rmSync(join(copy, 'manifest.json')))).toMatchObject({ code: 'pack.no_manifest' });
  expect((await other.handlers.state({})).state).toBe('missing');
}, 90_000);

test('PACK-3 an archive that was cut short, or is none, is refused with its name', async () => {
  const { small, pack } = await packed('pack.zip');
  await using _ = small;
  const other = otherMachine(small);

  truncateSync(pack, 500_000);
  expect((await other.install(pack)).error).toMatchObject({ code: 'pack.damaged', facts: { file: 'pack.zip' } });
  writeFileSync(pack, 'no archive');
  expect((await other.install(pack)).error).toMatchObject({ code: 'pack.damaged', facts: { file: 'pack.zip' } });
  expect((await other.install(join(pack, 'nowhere'))).error?.code).toBe('pack.no_manifest');
}, 90_000);

test('PACK-4 a pack of another Luthier or another kind of machine is refused, and no pack overwrites what is there', async () => {
  const { small, pack } = await packed('pack');
  await using _ = small;
  const other = otherMachine(small);
  const manifest = join(pack, 'manifest.json');
  const text = readFileSync(manifest, 'utf8');

  writeFileSync(manifest, text.replace(`"arch": "${process.arch}"`, '"arch": "other"'));
  expect((await other.install(pack)).error?.code).toBe('pack.other_machine');
  writeFileSync(manifest, text);
  appendFileSync(join(small.installation.root, 'python-env', 'uv.lock'), '# the next version\n');
  expect((await other.install(pack)).error?.code).toBe('pack.other_version');
  expect((await small.run({ kind: 'pack', path: pack })).error?.code).toBe('pack.exists');
  expect(existsSync(manifest)).toBe(true);
}, 90_000);

const ANOTHER_DISK = '/dev/shm';
const hasAnotherDisk = existsSync(ANOTHER_DISK) && statSync(ANOTHER_DISK).dev !== statSync(tmpdir()).dev;

test.skipIf(!hasAnotherDisk).each(['pack', 'pack.zip'])(
  'PACK-5 a pack onto another disk as "%s" says how far it is, can be stopped, and is whole',
  async name => {
    await using small = await smallEnvironment();
    await small.run(BUILD);
    const disk = mkdtempSync(join(ANOTHER_DISK, 'luthier-'));
    onTestFinished(() => rmSync(disk, { recursive: true }));
    const task = { kind: 'pack', path: join(disk, name) } as const;

    const stopped = await small.run(task, ({ step }) => step === 'write' && small.handlers.stop({}));
    expect([stopped.error?.code, readdirSync(disk)]).toEqual(['environment.stopped', []]);

    const written = await small.run(task);
    expect([written.error, readdirSync(disk)]).toEqual([null, [name]]);
    const total = (written.packed?.sizeBytes ?? 0) * (name === 'pack' ? 2 : 3);
    const told = written.progress.filter(({ step, total }) => step === 'write' && total > 0);
    for (const { done, total: said } of told) expect([done <= said, said > total * 0.9]).toEqual([true, true]);

    small.index.behave('silent');
    expect((await otherMachine(small).install(task.path)).error).toBeNull();
  },
  90_000,
);
