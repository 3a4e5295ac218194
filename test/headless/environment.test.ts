import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { LuthierError } from '../../native-bridge/contract/index.ts';
import { readSettings } from '../../native-bridge/core/settings-file.ts';
import { environmentHandlers, placesIn, pythonOf } from '../../native-bridge/features/environment/index.ts';
import { beginUse, usesOf } from '../../python-env/build/in-use.mjs';
import { environmentsFolder } from '../../python-env/build/places.mjs';
import { startCore } from '../core-process.ts';
import { INSTALLATION } from '../installation.ts';
import { processesWith } from '../processes.ts';
import { BUILD, type SmallEnvironment, smallEnvironment } from '../small-environment.ts';
import { JOB_PROGRAM, putJobs, standInPython, training } from '../stand-in.ts';

/** Building, mending, going back and removing, with real uv and a real interpreter on six tiny packages. */

const state = ({ handlers }: SmallEnvironment) => handlers.state({});
const namesOf = async (of: SmallEnvironment) => Object.keys((await state(of)).probe?.packages ?? {}).sort();
const environmentsOf = ({ installation }: SmallEnvironment) =>
  readdirSync(environmentsFolder(placesIn(installation)))
    .filter(name => name !== 'current.json')
    .sort();

/** As another version of Luthier would be: the same packages under a lock file of other bytes. */
function newLock({ installation }: SmallEnvironment, words: string): void {
  const lock = join(installation.root, 'python-env', 'uv.lock');
  writeFileSync(lock, `${readFileSync(lock, 'utf8')}# ${words}\n`);
}

test('ENV-10 a build says its steps, its bytes and its time, and leaves an environment that was probed', async () => {
  await using small = await smallEnvironment();
  small.index.behave('slowly');
  expect((await state(small)).state).toBe('missing');

  const { error, text, progress } = await small.run(BUILD);

  expect(error).toBeNull();
  expect(await state(small)).toMatchObject({ state: 'ready', torch: 'lock', previousId: null });
  expect(await namesOf(small)).toEqual(['alpha', 'beta-model', 'cuda-toolkit', 'gamma', 'nvidia-thing-cu13', 'torch']);
  expect([...new Set(progress.map(({ step }) => step))]).toEqual(['prepare', 'download', 'check', 'starter']);
  const bytes = progress.filter(({ step, total }) => step === 'download' && total > 0);
  expect(bytes.at(-1)?.total).toBeGreaterThan(2_000_000);
  expect(bytes.some(({ done, total }) => done > 0 && done < total)).toBe(true);
  expect(bytes.map(({ done }) => done)).toEqual(bytes.map(({ done }) => done).sort((a, b) => a - b));
  expect(bytes.some(({ etaSeconds }) => etaSeconds !== null && etaSeconds < 60)).toBe(true);
  expect(text).toContain('Installed');
}, 60_000);

test('ENV-11 who comes while a build runs sees it from its beginning, and only one runs at a time', async () => {
  await using small = await smallEnvironment();
  small.index.behave('slowly');
  const first = small.run(BUILD, async ({ step }) => {
    if (step === 'download') expect(() => small.handlers.start(BUILD)).toThrow('Another build');
  });
  await expect.poll(() => small.index.asked.some(path => path.includes('torch')), { timeout: 20_000 }).toBe(true);

  expect((await state(small)).state).toBe('building');
  let seen = '';
  const ended = new Promise<void>(done => {
    const hear = (event: { kind: string; text?: string }): void => {
      if (event.kind === 'text') seen += event.text;
    };
    small.handlers.watch({}, hear, done);
  });
  await Promise.all([first, ended]);

  expect(seen).toBe((await first).text);
}, 60_000);

test('ENV-12 a stopped build leaves nothing half done, and the next one downloads only what had not come', async () => {
  await using small = await smallEnvironment();
  small.index.behave('slowly');
  const { error } = await small.run(BUILD, ({ step, done, total }) => {
    if (step === 'download' && done > total / 3) small.handlers.stop({});
  });
  expect(error?.code).toBe('environment.stopped');
  expect([(await state(small)).state, environmentsOf(small)]).toEqual(['missing', []]);

  small.index.asked.length = 0;
  small.index.behave('well');
  expect((await small.run(BUILD)).error).toBeNull();
  expect(small.index.asked.filter(path => path.startsWith('/files/') && path.endsWith('.whl'))).toEqual([
    '/files/torch-9.1-py3-none-any.whl',
  ]);
}, 60_000);

test('ENV-13 a repair builds beside the spoilt one, and the interpreter of running jobs stays until it stands', async () => {
  await using small = await smallEnvironment();
  await small.run(BUILD);
  const { executable } = pythonOf(small.installation);
  const [before] = environmentsOf(small);

  const { error } = await small.run({ ...BUILD, afresh: true }, ({ step }) => {
    if (step === 'check') expect(existsSync(executable)).toBe(true);
  });

  expect([error, environmentsOf(small)]).toEqual([null, [`${before}-2`]]);
  expect(await state(small)).toMatchObject({ state: 'ready', id: `${before}-2` });
}, 60_000);

test('ENV-13b nothing is built in the place of an environment that a job of the open project waits for', async () => {
  await using small = await smallEnvironment();
  await small.run(BUILD);
  using busy = environmentHandlers({
    installation: small.installation,
    settings: () => readSettings(small.installation.home).settings,
    activeJobs: () => [{ job: 'run_000000000001', title: 'waits', project: '/projects/open' }],
    onBug: (_, error) => console.error(error),
  });

  expect(() => busy.start({ ...BUILD, afresh: true })).toThrow('“waits” (run_000000000001, /projects/open)');
  expect(await state(small)).toMatchObject({ state: 'ready' });
}, 60_000);

/** A project of its own core, in which a job runs on the environment for half a minute. */
async function busyProject({ folder, installation }: SmallEnvironment, name: string) {
  const project = join(folder.path, name);
  const [jobId] = putJobs(project, [training(`job of ${name}`, 600)]);
  const core = await startCore(project, { env: { LUTHIER_HOME: installation.home } });
  return { core, names: `${jobId}, ${project}` };
}

const endAll = (words: string): void => processesWith(words).forEach(pid => void process.kill(pid, 'SIGKILL'));

test('ENV-13c jobs of every project, whose core may be dead, keep the environment from being replaced and removed', async () => {
  await using small = await smallEnvironment();
  const { home } = small.installation;
  await small.run(BUILD);
  newLock(small, 'the next version');
  await small.run(BUILD);
  const { id, previousId } = await state(small);
  standInPython(join(home, 'environments', String(id)), JOB_PROGRAM);
  onTestFinished(() => endAll(home));
  const projects = [await busyProject(small, 'first 项目'), await busyProject(small, 'second')];
  await expect.poll(() => usesOf(home).filter(({ interpreter }) => interpreter !== null).length).toBe(2);
  projects[1]?.core.kill('SIGKILL');

  const refusals: readonly (() => unknown)[] = [
    () => small.handlers.start({ ...BUILD, afresh: true }),
    () => small.handlers.rollBack({}),
    () => small.handlers.uninstall({ everything: false }),
  ];
  for (const refused of refusals) {
    const refusal = await Promise.resolve()
      .then(refused)
      .then(
        () => null,
        (thrown: LuthierError) => thrown,
      );
    expect(refusal?.code).toBe('environment.in_use');
    for (const { names } of projects) expect(refusal?.message).toContain(names);
  }
  const ended = await luthier(home, ['env', 'uninstall', '--yes', '--json']);
  expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('Jobs are running on the environment')]);
  expect(await state(small)).toMatchObject({ id, previousId });

  endAll(home);
  await expect.poll(() => usesOf(home)).toEqual([]);
  expect((await luthier(home, ['env', 'uninstall', '--yes', '--json'])).code).toBe(0);
}, 90_000);

test('ENV-13d an update leaves the environment that a long job runs on, and a later one removes it', async () => {
  await using small = await smallEnvironment();
  const { home } = small.installation;
  await small.run(BUILD);
  const { id, python } = await state(small);
  const job = spawn('sleep', ['60']);
  onTestFinished(() => void job.kill());
  beginUse(home, { job: 'run_000000000001', title: 'long', project: '/p', beats: null }).runsAs({
    pid: job.pid ?? 0,
    interpreter: String(python),
  });
  const update = async (words: string) => {
    newLock(small, words);
    expect((await small.run(BUILD)).error).toBeNull();
    return environmentsOf(small);
  };

  await update('the next version');
  expect(await update('the one after it')).toContain(id);
  job.kill();
  await expect.poll(() => usesOf(home)).toEqual([]);
  expect(await update('another one')).not.toContain(id);
}, 90_000);

/** The command line on a home. */
function luthier(home: string, words: readonly string[]): Promise<{ code: number; stderr: string }> {
  const main = join(INSTALLATION.root, 'native-bridge/hosts/cli/main.ts');
  const env = { ...process.env, LUTHIER_HOME: home };
  return new Promise(done =>
    execFile(process.execPath, [main, ...words], { env }, (error, _, stderr) =>
      done({ code: Number(error?.code ?? 0), stderr }),
    ),
  );
}

test('ENV-14 one can go back to the environment before, and forth again; without one it says so', async () => {
  await using small = await smallEnvironment();
  await small.run(BUILD);
  const first = (await state(small)).id;
  await expect(small.handlers.rollBack({})).rejects.toThrow('no earlier environment');
  newLock(small, 'the next version');
  await small.run(BUILD);
  const second = (await state(small)).id;

  expect(await small.handlers.rollBack({})).toMatchObject({ id: first, previousId: second, state: 'outdated' });
  expect(pythonOf(small.installation).executable).toContain(`${first}`);
  expect(await small.handlers.rollBack({})).toMatchObject({ id: second, previousId: first, state: 'ready' });
}, 60_000);

test('ENV-15 without CUDA the torch comes from an index of its own, and nothing of CUDA is there', async () => {
  await using small = await smallEnvironment();
  small.settings({ torchIndex: small.index.address.replace('/simple', '') });
  const { error } = await small.run({ ...BUILD, torch: 'cpu' });

  expect(error).toBeNull();
  expect(await namesOf(small)).toEqual(['alpha', 'beta-model', 'gamma', 'torch']);
  expect(small.index.asked).toContain('/cpu/torch/');
  expect(await state(small)).toMatchObject({ torch: 'cpu', state: 'ready' });
}, 60_000);

test('ENV-16 uninstalling leaves nothing behind but what a person put there', async () => {
  await using small = await smallEnvironment();
  await small.run(BUILD);
  const { home } = small.installation;
  mkdirSync(join(home, 'projects', 'mine'), { recursive: true });
  writeFileSync(join(home, 'projects', 'mine', 'rows'), 'mine');
  const elsewhere = join(small.folder.path, 'another disk 另一块磁盘 💾');
  small.settings({ place: elsewhere });
  await small.run(BUILD);
  expect(existsSync(join(elsewhere, 'environments'))).toBe(true);

  const { removedBytes, kept } = await small.handlers.uninstall({ everything: false });

  expect(removedBytes).toBeGreaterThan(4_000_000);
  expect(kept).toEqual([{ path: join(home, 'projects'), what: 'projects' }]);
  expect([existsSync(elsewhere), readdirSync(home)]).toEqual([false, ['projects']]);
}, 60_000);

test('ENV-16b what the desktop app keeps stays and is named; it goes too when everything is to go and the app is closed', async () => {
  await using small = await smallEnvironment();
  const { home } = small.installation;
  const cache = join(small.folder.path, 'cache');
  vi.stubEnv('XDG_CACHE_HOME', cache);
  onTestFinished(() => void vi.unstubAllEnvs());
  const profile = join(home, 'desktop');
  const updates = join(cache, 'luthier-updater');
  for (const folder of [profile, updates, join(home, 'test-electron'), join(home, 'projects', 'mine')]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'file'), 'bytes');
  }
  symlinkSync(`${hostname()}-${process.pid}`, join(profile, 'SingletonLock'));

  const { kept } = await small.handlers.uninstall({ everything: false });
  expect(kept).toEqual([
    { path: profile, what: 'desktop' },
    { path: updates, what: 'updates' },
    { path: join(home, 'test-electron'), what: 'tests' },
    { path: join(home, 'projects'), what: 'projects' },
  ]);

  const everything = () => small.handlers.uninstall({ everything: true });
  await expect(everything()).rejects.toMatchObject({ code: 'environment.app_open', facts: { folder: profile } });
  expect(existsSync(join(profile, 'file'))).toBe(true);
  rmSync(join(profile, 'SingletonLock'));
  symlinkSync(`${hostname()}-${2 ** 30}`, join(profile, 'SingletonLock'));
  expect((await everything()).kept).toEqual([{ path: join(home, 'projects'), what: 'projects' }]);
  expect([readdirSync(home), readdirSync(cache)]).toEqual([['projects'], []]);
}, 60_000);

test('ENV-17 the environment stands in any folder: with spaces, Chinese characters and emoji', async () => {
  await using small = await smallEnvironment();
  const place = join(small.folder.path, '我的 环境 🎻 and more');
  small.settings({ place });

  expect((await small.run(BUILD)).error).toBeNull();

  expect(await state(small)).toMatchObject({ state: 'ready', place });
  expect(pythonOf(small.installation).executable).toContain('🎻');
  expect(existsSync(join(small.installation.home, 'environments'))).toBe(false);
}, 60_000);

test('ENV-18 a build writes below its own folders alone: no profile, no PATH, no cache of the person', async () => {
  await using small = await smallEnvironment();
  const person = join(small.folder.path, 'person');
  mkdirSync(person);
  const saved = { HOME: process.env.HOME, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME };
  Object.assign(process.env, { HOME: person, XDG_CACHE_HOME: join(person, '.cache') });
  try {
    expect((await small.run(BUILD)).error).toBeNull();
  } finally {
    for (const [name, value] of Object.entries(saved)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  expect(readdirSync(person)).toEqual([]);
}, 60_000);
