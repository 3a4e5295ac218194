import { execFile, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { placesIn, pythonOf } from '../../native-bridge/features/environment/index.ts';
import { environmentsFolder } from '../../python-env/build/places.mjs';
import { BUILD, type SmallEnvironment, smallEnvironment } from '../small-environment.ts';

const execute = promisify(execFile);
const PROGRAM = join(import.meta.dirname, '../fixtures/environment-build/program.ts');

const leftIn = ({ installation }: SmallEnvironment): string[] =>
  readdirSync(environmentsFolder(placesIn(installation))).filter(name => name.endsWith('.staging'));

/** Builds in a process of its own and kills it, and all it started, without a word when a step begins. */
async function killedAt({ installation }: SmallEnvironment, step: string): Promise<void> {
  const args = [PROGRAM, installation.root, installation.home, 'afresh'];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise(done => child.once('exit', done));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== `step ${step}`) continue;
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    break;
  }
  await exited;
}

test.each(['prepare', 'download', 'downloading', 'check'])(
  'FLT-30 a build killed at "%s" leaves the environment that was there at work, and the next one goes on',
  async step => {
    await using small = await smallEnvironment();
    await small.run(BUILD);
    const { id } = await small.handlers.state({});
    small.index.behave('slowly');

    await killedAt(small, step);

    expect(await small.handlers.state({})).toMatchObject({ state: 'ready', id });
    const { executable } = pythonOf(small.installation);
    expect((await execute(executable, ['-c', 'import alpha, torch; print(torch.__version__)'])).stdout).toBe('9.1\n');

    small.index.behave('well');
    expect((await small.run({ ...BUILD, afresh: true })).error).toBeNull();
    expect(leftIn(small)).toEqual([]);
    expect(await small.handlers.state({})).toMatchObject({ state: 'ready', id: `${id}-2` });
  },
  // What was killed between making the lock file and writing into it is taken for dead after a minute.
  150_000,
);

test('FLT-31 a disk that cannot hold the build is named before anything is downloaded', async () => {
  await using small = await smallEnvironment();
  small.index.asked.length = 0;
  const said = await onSmallDisk(small, 64);

  expect(said).toMatchObject({ code: 'disk.full', state: 'missing', facts: { needed: '0.7 GB', free: '0.1 GB' } });
  expect(small.index.asked.filter(path => path.startsWith('/files/'))).toEqual([]);
}, 60_000);

test('FLT-32 a disk that fills up in the middle is named, nothing half built stays, and there is room again', async () => {
  // A gigabyte of nothing in a megabyte: the lock cannot tell that it will not fit.
  const hollow = { name: 'hollow', version: '1.0', files: { nothing: Buffer.alloc(1_000_000_000) } };
  await using small = await smallEnvironment([hollow]);
  const said = await onSmallDisk(small, 900);

  expect(said).toMatchObject({ code: 'disk.full', state: 'missing', left: '' });
}, 90_000);

test('FLT-33 a mirror that does not answer is named; a repair then uses the cache, and nothing is lost', async () => {
  await using small = await smallEnvironment();
  await using fresh = await smallEnvironment();
  await small.run(BUILD);
  const saved = process.env.UV_HTTP_TIMEOUT;
  process.env.UV_HTTP_TIMEOUT = '1';
  try {
    for (const { index } of [small, fresh]) index.behave('silent');
    expect((await fresh.run(BUILD)).error).toMatchObject({
      code: 'environment.unreachable',
      facts: { host: new URL(fresh.index.address).host },
    });
    expect((await small.run({ ...BUILD, afresh: true })).error).toBeNull();
  } finally {
    if (saved === undefined) delete process.env.UV_HTTP_TIMEOUT;
    else process.env.UV_HTTP_TIMEOUT = saved;
  }
  expect((await small.handlers.state({})).state).toBe('ready');
}, 120_000);

test.each([
  ['other', 'environment.not_as_locked'],
  ['cut', 'environment.not_as_locked'],
] as const)(
  'FLT-34 wheels that the mirror gives as %s bytes are refused with the name of the package',
  async (how, code) => {
    await using small = await smallEnvironment();
    small.index.behave(how);

    const { error } = await small.run(BUILD);

    expect(error?.code).toBe(code);
    expect(String(error?.facts.package)).toMatch(
      /^(alpha|torch|gamma|beta[-_]model|cuda[-_]toolkit|nvidia[-_]thing[-_]cu13)/,
    );
    expect((await small.handlers.state({})).state).toBe('missing');
  },
  60_000,
);

test('FLT-35 offline a build asks nobody: it says what is missing, or uses what the cache has', async () => {
  await using small = await smallEnvironment();
  small.settings({ offline: true });
  small.index.asked.length = 0;
  expect((await small.run(BUILD)).error?.code).toBe('environment.not_in_cache');
  expect((await small.run({ ...BUILD, torch: 'cpu' })).error?.code).toBe('settings.offline');
  expect(small.index.asked).toEqual([]);

  small.settings({ offline: false });
  await small.run(BUILD);
  small.settings({ offline: true });
  small.index.asked.length = 0;
  expect((await small.run({ ...BUILD, afresh: true })).error).toBeNull();
  expect(small.index.asked).toEqual([]);
}, 60_000);

/** Builds on a disk of so many MiB that only the building process sees, and says what it left there. */
async function onSmallDisk({ installation, folder }: SmallEnvironment, mebibytes: number) {
  const { home, root } = installation;
  const disk = join(folder.path, 'disk');
  const script = [
    `mkdir -p "${disk}" && mount -t tmpfs -o size=${mebibytes}m tmpfs "${disk}"`,
    `cp -r "${home}" "${disk}/home"`,
    '"$@"',
    `printf 'left %s\\n' "$(ls -A "${disk}/home/environments" 2>/dev/null | tr '\\n' ' ')"`,
  ].join(' && ');
  const run = [process.execPath, PROGRAM, root, join(disk, 'home')];
  const { stdout } = await execute('unshare', ['-rm', 'sh', '-c', script, 'sh', ...run]);
  const lines = stdout.trim().split('\n');
  const said = JSON.parse(lines.find(line => line.startsWith('{')) ?? '{}');
  return { ...said, left: (lines.at(-1) ?? '').replace(/^left ?/, '').trim() };
}
