import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/temporary.ts';
import { jobEnvironment } from '../../jobs/run-job.ts';
import { settingsHandlers } from './handlers.ts';

const ROOT = join(import.meta.dirname, '../../..');

function machine(folder: ReturnType<typeof temporaryFolder>, root = ROOT) {
  const home = join(folder.path, 'home');
  return {
    home,
    file: join(home, 'settings.json'),
    ...settingsHandlers({ installation: { root, home, version: '1' } }),
  };
}

test('SET-1 a change holds what it names and leaves the rest, for whoever reads the file next', async () => {
  using folder = temporaryFolder();
  const { change, file } = machine(folder);
  await change({ packageIndex: 'https://mirror.example/simple' });
  await change({ offline: true });

  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    offline: true,
    packageIndex: 'https://mirror.example/simple',
    place: null,
  });
  expect((await machine(folder).state({})).settings.offline).toBe(true);
});

test('SET-2 what another reader keeps in the file stays in it', async () => {
  using folder = temporaryFolder();
  const { change, file, home } = machine(folder);
  mkdirSync(home);
  writeFileSync(file, JSON.stringify({ offline: false, updateChannel: 'beta' }));

  await change({ offline: true });

  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ offline: true, updateChannel: 'beta' });
});

test('SET-3 of a file that cannot be read it is not known whether the person wanted out: they are offline', async () => {
  using folder = temporaryFolder();
  const { state, change, file, home } = machine(folder);
  mkdirSync(home);
  writeFileSync(file, '{"offline": fal');
  expect(await state({})).toMatchObject({ damaged: true, settings: { offline: true } });

  expect(await change({ offline: false })).toMatchObject({ damaged: false, settings: { offline: false } });
});

test('SET-4 the list of what uses the network names the mirrors, and offline allows nothing of it', async () => {
  using folder = temporaryFolder();
  const { change } = machine(folder);
  const { network } = await change({
    packageIndex: 'https://mirror.example/simple',
    hubEndpoint: 'https://hub.example:8443',
  });
  expect(network.map(({ id, hosts }) => [id, ...hosts].join(' '))).toEqual([
    'packages mirror.example',
    'torch download.pytorch.org',
    'interpreter github.com',
    'hub hub.example:8443',
    'update',
  ]);
  // Updates have nobody to ask where no packager named somebody.
  expect(network.map(({ allowed }) => allowed)).toEqual([true, true, true, true, false]);
  expect((await change({ offline: true, updates: true })).network.some(({ allowed }) => allowed)).toBe(false);
});

test('SET-7 the check for updates names the host of this package, and is off until a person has switched it on', async () => {
  using folder = temporaryFolder();
  folder.write('app-update.yml', 'provider: generic\nurl: https://updates.example/latest/download\n');
  const { state, change } = machine(folder, folder.path);
  const updates = async (of: ReturnType<typeof state>) => (await of).network.find(({ id }) => id === 'update');

  expect((await state({})).settings.updates).toBe(null);
  expect(await updates(state({}))).toEqual({ id: 'update', hosts: ['updates.example'], allowed: false });
  expect(await updates(change({ updates: true }))).toMatchObject({ allowed: true });
  expect(await updates(change({ offline: true }))).toMatchObject({ allowed: false });
});

test('SET-5 a folder that cannot hold environments is refused with the reason, and nothing of the trial stays', async () => {
  using folder = temporaryFolder();
  const { change, state } = machine(folder);
  const file = folder.write('a file', '');
  const refused = (place: string) =>
    Promise.resolve()
      .then(() => change({ place }))
      .catch(error => error.facts.reason);

  expect(await refused('somewhere')).toBe('place.not_absolute');
  expect(await refused(join(file, 'below'))).toBe('place.is_file');
  const good = join(folder.path, '新的 place 🎻', 'deep');
  expect((await change({ place: good })).place).toBe(good);
  expect([existsSync(join(folder.path, '新的 place 🎻')), (await state({})).placeFreeBytes > 0]).toEqual([false, true]);
  expect(readdirSync(folder.path).sort()).toEqual(['a file', 'home']);
});

test('SET-6 a job is kept from the outside by its surroundings, whatever the switch says', () => {
  const env = jobEnvironment({ executable: 'python', packages: '/luthier' });

  expect(env).toMatchObject({
    HF_HUB_OFFLINE: '1',
    TRANSFORMERS_OFFLINE: '1',
    HF_DATASETS_OFFLINE: '1',
    HF_HUB_DISABLE_TELEMETRY: '1',
    DO_NOT_TRACK: '1',
    ORT_DISABLE_TELEMETRY: '1',
    UV_OFFLINE: '1',
    PIP_NO_INDEX: '1',
  });
});
