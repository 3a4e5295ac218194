import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { type Model, models } from '../../native-bridge/contract/index.ts';
import { readSettings, USUAL_SETTINGS, writeSettings } from '../../native-bridge/core/settings-file.ts';
import { placesIn } from '../../native-bridge/features/environment/index.ts';
import { usesOf } from '../../python-env/build/in-use.mjs';
import { modelHub } from '../hub.ts';
import { INSTALLATION, tinyModel } from '../installation.ts';
import { BUILD, smallEnvironment } from '../small-environment.ts';
import { temporaryFolder } from '../temporary.ts';

/** The switch is a file that every window and command may write: whoever downloads at this moment sees it. */

const WENT_OFFLINE = { code: 'settings.went_offline', message: 'Stopped: Luthier is offline now.' };

test('OFF-2 going offline stops a build under way, asks nobody any more, and online again it goes on', async () => {
  await using small = await smallEnvironment();
  small.index.behave('slowly');
  let stoppedAt = 0;
  const { error } = await small.run(BUILD, ({ step, done, total }) => {
    if (stoppedAt > 0 || step !== 'download' || done <= total / 3) return;
    stoppedAt = performance.now();
    small.settings({ offline: true });
  });
  expect(error).toMatchObject(WENT_OFFLINE);
  expect(performance.now() - stoppedAt).toBeLessThan(2_000);
  expect((await small.handlers.state({})).state).toBe('missing');
  small.index.asked.length = 0;
  await new Promise(done => setTimeout(done, 1_000));
  expect(small.index.asked).toEqual([]);

  small.settings({ offline: false });
  small.index.behave('well');
  expect((await small.run(BUILD)).error).toBeNull();
  expect(small.index.asked.filter(path => /^\/files\/.*\.whl$/.test(path))).toEqual([
    '/files/torch-9.1-py3-none-any.whl',
  ]);
}, 60_000);

test('OFF-3 going offline stops the making of a pack while it downloads, and what needs no network goes on', async () => {
  await using small = await smallEnvironment();
  const pack = { kind: 'pack', path: join(small.folder.path, 'pack') } as const;
  await small.run(BUILD);
  small.index.behave('slowly');
  const { error } = await small.run(pack, ({ step }) => {
    if (step === 'download') small.settings({ offline: true });
  });
  expect(error).toMatchObject(WENT_OFFLINE);

  small.settings({ offline: false });
  small.index.behave('well');
  const written = await small.run(pack, ({ step }) => {
    if (step === 'write') small.settings({ offline: true });
  });
  expect(written.error).toBeNull();
  // From its cache, and begun offline.
  expect((await small.run({ ...BUILD, afresh: true })).error).toBeNull();
}, 90_000);

test('OFF-4 going offline stops a model that comes from the hub, and online again only what had not come is asked for', async () => {
  using folder = temporaryFolder();
  const model = tinyModel(folder.path);
  await using hub = await modelHub(model);
  const installation = { ...INSTALLATION, home: join(folder.path, 'home') };
  const settings = (offline: boolean): void =>
    writeSettings(
      installation.home,
      { ...USUAL_SETTINGS, offline, hubEndpoint: hub.address, place: placesIn(INSTALLATION).place },
      [],
    );
  mkdirSync(installation.home);
  settings(false);
  const project = join(folder.path, 'project');
  using app = openApp(project, installation);
  const add = () => app.router.ask(models.add.name, { source: { kind: 'hub', id: 'person/model' } }) as Promise<Model>;

  hub.slow = true;
  const refused = add().catch(error => error);
  await expect.poll(() => hub.asked.includes('model.safetensors'), { timeout: 60_000 }).toBe(true);
  expect(usesOf(installation.home)).toMatchObject([{ job: 'download-model', title: 'person/model', project }]);
  await expect.poll(() => hub.asked.length, { timeout: 10_000 }).toBeGreaterThan(1);
  settings(true);
  expect(await refused).toMatchObject(WENT_OFFLINE);
  expect(readSettings(installation.home).settings.offline).toBe(true);

  const came = new Set(hub.asked);
  hub.asked.length = 0;
  hub.slow = false;
  settings(false);
  expect(await add()).toMatchObject({ name: 'person/model', path: 'models/person-model/1' });
  expect(hub.asked).toContain('model.safetensors');
  expect(hub.asked.length).toBeLessThan(came.size);
  expect(readdirSync(join(project, 'models/person-model'))).toEqual(['1']);
  expect(readdirSync(join(project, 'models/person-model/1'))).toContain('config.json');
}, 120_000);
