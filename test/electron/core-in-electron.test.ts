import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { CoreProcess } from '../../electron/core-process.ts';
import type { CoreHears, CoreSays } from '../../native-bridge/contract/core-process.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../temporary.ts';
import { flags, folder, isAlive, ROOT } from './desktop.ts';

/** A core inside of Electron's own Node, as it runs where that one is new enough for it. */
interface Kept {
  readonly lines: readonly string[];
  readonly said: readonly CoreSays[];
  readonly code?: number | null;
}

declare global {
  var core: CoreProcess;
  var kept: Kept;
  var start: () => Promise<{ address: string; token: string }>;
}

let built: TemporaryFolder;

beforeAll(async () => {
  built = temporaryFolder();
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, 'electron/core-process.ts'),
      outDir: built.path,
      target: 'node16',
      rollupOptions: {
        external: ['electron', /^node:/],
        output: { format: 'cjs', entryFileNames: 'core-process.cjs' },
      },
    },
  });
});

afterAll(() => built?.[Symbol.dispose]());

/** An app with a core that has started. Both are gone at the end of the test. */
async function startedCore() {
  const { LUTHIER_CORE_NODE: _, ...env } = process.env as Record<string, string>;
  const executablePath = env.LUTHIER_TEST_ELECTRON ?? '';
  if (!existsSync(executablePath)) throw new Error('no Electron in LUTHIER_TEST_ELECTRON: run npm test');
  const app = await _electron.launch({
    executablePath,
    args: [...flags(folder()), join(import.meta.dirname, 'core-in-electron')],
    env: { ...env, CORE_PROCESS: join(built.path, 'core-process.cjs') },
  });
  const main = app.process();
  onTestFinished(() => void main.kill('SIGKILL'));
  const started = await app.evaluate(() => globalThis.start());
  const kept = (): Promise<Kept> => app.evaluate(() => globalThis.kept);
  await until('it says its pid', async () => (await kept()).lines.length >= 2);
  const pid = Number((await kept()).lines[0]?.slice(4));
  return { app, main, started, kept, pid };
}

const tell = (app: ElectronApplication, kind: Exclude<CoreHears['kind'], 'serve'>) =>
  app.evaluate((_electron, kind) => globalThis.core.say({ kind }), kind);

async function makeBusy({ app, kept }: Awaited<ReturnType<typeof startedCore>>): Promise<void> {
  await tell(app, 'pauseJobs');
  await until('it is busy', async () => (await kept()).lines.includes('is busy'));
  await new Promise(done => setTimeout(done, 500));
}

test('UTIL-1 it hears what it serves, answers, writes lines to the log, and its end is told with its code', async () => {
  const { app, started, kept, pid } = await startedCore();
  expect(started).toEqual({ address: 'http://127.0.0.1:4567', token: 'token' });
  expect((await kept()).lines).toEqual([`pid ${pid}`, 'serves /a project']);

  await tell(app, 'ping');
  await until('it answers', async () => (await kept()).said.some(({ kind }) => kind === 'pong'));
  await tell(app, 'cancelJobs');

  await until('its end is told', async () => (await kept()).code !== undefined);
  expect((await kept()).code).toBe(3);
  await until('it is gone', () => !isAlive(pid), 2000);
});

test('UTIL-2 one that is told to stop ends by itself', async () => {
  const { app, kept, pid } = await startedCore();

  await app.evaluate(() => globalThis.core.stop());

  expect((await kept()).code).toBe(0);
  await until('it is gone', () => !isAlive(pid), 2000);
});

test.each([
  ['stopped', () => globalThis.core.stop()],
  ['killed', () => globalThis.core.kill()],
])('UTIL-3 one that is busy for ever ends when it is %s', async (_how, end) => {
  const core = await startedCore();
  await makeBusy(core);

  await core.app.evaluate(end);

  await until('its end is told', async () => (await core.kept()).code !== undefined, 10_000);
  await until('it is gone', () => !isAlive(core.pid), 2000);
});

test('UTIL-5 one that stands still ends when it is killed', async () => {
  const { app, kept, pid } = await startedCore();
  process.kill(pid, 'SIGSTOP');

  await app.evaluate(() => globalThis.core.kill());

  await until('its end is told', async () => (await kept()).code !== undefined, 10_000);
  await until('it is gone', () => !isAlive(pid), 2000);
});

test.each([
  ['idle', async () => {}],
  ['busy', makeBusy],
])('UTIL-4 one that is %s ends when the shell is killed', async (_how, prepare) => {
  const core = await startedCore();
  await prepare(core);

  core.main.kill('SIGKILL');

  await until('it is gone', () => !isAlive(core.pid), 10_000);
});
