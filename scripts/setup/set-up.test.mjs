import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from '../../python-env/build/lock.mjs';
import { markOfProcess } from '../../python-env/build/processes.mjs';
import { setUp } from './set-up.mjs';

/** A process number that no process has: above Linux's and macOS's limits. */
const NOBODY = 2 ** 30;

let home;
let written;
const out = { write: text => written.push(text) };

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'luthier-set-up-'));
  written = [];
});
afterEach(() => rmSync(home, { recursive: true }));

/** A step that is done once its file is there. */
function step(title, work = () => {}) {
  const path = join(home, title);
  return {
    title,
    isReady: () => existsSync(path),
    run: async () => {
      await work();
      writeFileSync(path, 'done');
    },
  };
}

test('a set-up with nothing to do says nothing, takes no lock and takes no time', async () => {
  writeFileSync(join(home, 'packages'), 'done');

  const seconds = await setUp([step('packages')], { home, out });

  expect(seconds).toBeLessThan(0.1);
  expect({ written, files: readdirSync(home) }).toEqual({ written: [], files: ['packages'] });
});

test('a step that is not done is run once and named with its seconds', async () => {
  await setUp([step('packages')], { home, out });
  await setUp([step('packages')], { home, out });

  expect(written).toEqual(['packages ...\n', expect.stringMatching(/^packages: ready after \d+\.\d s\n$/)]);
});

test('two set-ups at once do the work once', async () => {
  let runs = 0;
  const slow = () =>
    step('environment', async () => {
      runs += 1;
      await new Promise(resolve => setTimeout(resolve, 50));
    });

  await Promise.all([setUp([slow()], { home, out }), setUp([slow()], { home, out })]);

  expect(runs).toBe(1);
});

test('a step that ends badly stops the ones after it and gives the lock back', async () => {
  const broken = step('environment', () => {
    throw new Error('no disk');
  });

  await expect(setUp([broken, step('model')], { home, out })).rejects.toThrow('no disk');

  expect(readdirSync(home)).toEqual([]);
  expect(written.at(-1)).toMatch(/^environment: stopped after/);
});

test('the lock of a set-up that was killed is taken over at once, whoever has its pid by now', async () => {
  const lock = join(home, 'setup.lock');
  const own = markOfProcess(process.pid);
  for (const ended of [
    { ...own, pid: NOBODY },
    { ...own, startToken: 'of a process that has ended' },
  ]) {
    writeFileSync(lock, JSON.stringify(ended));
    const began = performance.now();

    const holder = await withLock(lock, () => JSON.parse(readFileSync(lock, 'utf8')));

    expect([holder, existsSync(lock)]).toEqual([own, false]);
    expect(performance.now() - began).toBeLessThan(1_000);
  }
});

test('a set-up that lives keeps its lock through a sleep of the machine, after which its file is hours old', async () => {
  const lock = join(home, 'setup.lock');
  writeFileSync(lock, JSON.stringify(markOfProcess(process.ppid)));
  utimesSync(lock, new Date(0), new Date(0));
  const waited = [];
  const onWait = holder => {
    waited.push(holder);
    if (waited.length === 20) throw new Error('waited long enough');
  };

  await expect(withLock(lock, () => 'taken', { onWait, pollMs: 5, silentMs: 20 })).rejects.toThrow('long enough');

  expect(waited[0]).toBe(`process ${process.ppid}`);
  expect(JSON.parse(readFileSync(lock, 'utf8')).pid).toBe(process.ppid);
});

test('of a holder that cannot be looked up counts whether it touches its lock', async () => {
  const lock = join(home, 'setup.lock');
  const waited = [];
  const how = { onWait: holder => waited.push(holder), pollMs: 10, silentMs: 100 };
  for (const [text, named] of [
    [JSON.stringify({ pid: 7, startToken: '1', host: 'another machine' }), 'process 7 on another machine'],
    ['', 'one that left no name'],
  ]) {
    writeFileSync(lock, text);
    let touches = 30;
    const beat = setInterval(
      () => (touches-- > 0 ? utimesSync(lock, new Date(), new Date()) : clearInterval(beat)),
      10,
    );

    await withLock(lock, () => {}, how);

    expect([touches < 1, waited.at(-1)]).toEqual([true, named]);
  }
});

test('offline nothing is downloaded: all that is missing is told at once, and what is only useful is left out', async () => {
  const download = (title, kind, work) => ({ ...step(title, work), download: kind });
  const reached = () => {
    throw new Error('reached out');
  };
  const steps = [
    step('made here'),
    download('packages', 'needed', reached),
    download('shell', 'useful', reached),
    download('mails', 'needed', reached),
    step('model'),
  ];
  for (const settings of ['{"offline":true}', '{"offl', '{"offline":"yes"}']) {
    writeFileSync(join(home, 'settings.json'), settings);
    await expect(setUp(steps, { home, out })).rejects.toMatchObject({
      message: 'Luthier is offline, and this is not on this machine: packages, mails. Nothing was downloaded.',
      hint: expect.stringContaining(join(home, 'settings.json')),
    });
  }
  expect(written).toEqual([]);

  for (const here of ['packages', 'mails']) writeFileSync(join(home, here), 'done');
  await setUp(steps, { home, out });

  expect(['made here', 'model', 'shell'].map(name => existsSync(join(home, name)))).toEqual([true, true, false]);
});

test('offline `npm start` in a checkout without packages says what is missing, and runs neither npm nor anything else', () => {
  const root = join(home, 'checkout');
  for (const part of ['scripts', 'python-env/build', 'package-lock.json', 'package.json']) {
    cpSync(join(import.meta.dirname, '../..', part), join(root, part), { recursive: true });
  }
  writeFileSync(join(home, 'settings.json'), '{"offline":true}');
  const bin = join(home, 'bin');
  mkdirSync(bin);
  for (const tool of ['npm', 'uv', 'pip', 'apt-get', 'curl', 'python3', 'node']) {
    writeFileSync(join(bin, tool), `#!/bin/sh\necho ${tool} >> '${join(home, 'ran')}'\n`, { mode: 0o755 });
  }
  const env = { PATH: bin, LUTHIER_HOME: home, HOME: home };

  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/luthier.mjs'), 'start'], { env });

  expect([status, String(stderr)]).toEqual([1, expect.stringContaining('not on this machine: npm packages')]);
  expect(existsSync(join(home, 'ran'))).toBe(false);
});

test('the set-up imports nothing but Node and itself, because it runs before there are packages', () => {
  const builder = join(import.meta.dirname, '../../python-env/build');
  const files = [import.meta.dirname, builder]
    .flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
    .filter(name => name.endsWith('.mjs') && !name.endsWith('.test.mjs'))
    .concat(join(import.meta.dirname, '..', 'luthier.mjs'));

  const foreign = files
    .flatMap(file => [...readFileSync(file, 'utf8').matchAll(/^(?:import|export) .*?from '([^']+)';$/gms)])
    .map(([, source]) => source)
    .filter(source => !/^(node:|\.\/|(\.\.\/){1,2}python-env\/build\/)/.test(source));

  expect(files.length).toBeGreaterThan(15);
  expect(foreign).toEqual([]);
});
