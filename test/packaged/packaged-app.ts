import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { pythonOf } from '../../native-bridge/features/environment/index.ts';
import { INSTALLATION } from '../installation.ts';
import { until } from '../temporary.ts';

const { root: ROOT, home: LUTHIER_HOME } = INSTALLATION;

/** The app as it is packaged, around the Electron of the tests; the walk has one of its own beside that of other tests. */
export const PACKAGED = join(ROOT, 'dist', process.env.LUTHIER_TEST_PACKAGE ?? 'package-test', 'linux-unpacked');
export const EXECUTABLE = join(PACKAGED, 'luthier-desktop');
export const RESOURCES = join(PACKAGED, 'resources');

const FLAGS = ['--no-sandbox', '--disable-gpu', '--lang=en-US'];
const PATIENCE_MS = 20_000;

/** Packages what was built, with what a release sets in `env`. Returns what was said, which holds the sizes. */
export function packageApp(env: Readonly<Record<string, string>> = {}): string {
  return execFileSync(process.execPath, [join(ROOT, 'scripts/package/package.mjs'), '--test-build'], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a test starts the app with, besides a project. */
interface Start {
  readonly profile: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly executable?: string;
  readonly flags?: readonly string[];
}

/** Starts an executable of Electron as a person would. `said` is what it wrote so far. */
export function startElectron({ profile, args = [], env = {}, executable = EXECUTABLE, flags }: Start) {
  const words = flags ?? [...FLAGS, `--user-data-dir=${profile}`];
  const child: ChildProcess = spawn(executable, [...words, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LUTHIER_HOME, LUTHIER_CORE_NODE: process.execPath, ...env },
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output?.on('data', chunk => (said += chunk));
  return {
    child,
    said: () => said,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      // One that asks what becomes of its jobs has nobody to answer.
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(late);
    },
  };
}

export interface PackagedApp {
  readonly page: Page;
  readonly child: ChildProcess;
  /** Closes the window, as its button does, and waits until the app is gone. */
  close(): Promise<void>;
  /** Closes it likewise, and takes what the question about running jobs proposes. */
  closeAndAgree(): Promise<void>;
  /** Ends it in whatever state. */
  end(): Promise<void>;
}

/**
 * Starts the packaged app and attaches to its window. Through the port of Chromium: Playwright's own way into an
 * Electron is the inspector, which a fuse has switched off.
 */
export async function startPackaged(start: Pick<Start, 'profile' | 'env'>): Promise<PackagedApp> {
  const electron = startElectron({ ...start, args: ['--remote-debugging-port=0'] });
  const endpoint = await untilSaid(electron, /DevTools listening on (ws:\S+)/);
  await until('its page is there', () => hasPage(new URL(endpoint).host), PATIENCE_MS);
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page', { timeout: PATIENCE_MS }));
  if (page === undefined) throw new Error(`no window: ${electron.said()}`);
  page.setDefaultTimeout(PATIENCE_MS);
  const close = async (...words: readonly string[]): Promise<void> => {
    const gone = once(electron.child, 'exit');
    await closeWindow(electron.child.pid ?? 0, words);
    await gone;
    // Its line is held open by a job that goes on: nobody waits for that.
    void browser.close().catch(() => {});
  };
  return {
    page,
    child: electron.child,
    close: () => close(),
    closeAndAgree: () => close('agree'),
    end: electron.end,
  };
}

/** Whether the page is loaded. The driver waits for ever for one that opens in the moment in which it attaches. */
async function hasPage(host: string): Promise<boolean> {
  const targets = (await (await fetch(`http://${host}/json/list`)).json()) as { type: string; title: string }[];
  return targets.some(({ type, title }) => type === 'page' && title === 'Luthier');
}

/** Takes what a native question of the app proposes. */
export function takeProposed({ child }: Pick<PackagedApp, 'child'>): Promise<void> {
  return closeWindow(child.pid ?? 0, ['answer']);
}

/** Closes the window of a process from outside, and with `agree` answers its native dialog with the button it proposes. */
async function closeWindow(pid: number, words: readonly string[]): Promise<void> {
  const { executable } = pythonOf(INSTALLATION);
  await promisify(execFile)(executable, [join(import.meta.dirname, 'close_window.py'), String(pid), ...words]);
}

type Electron = ReturnType<typeof startElectron>;

export async function untilSaid({ child, said }: Electron, pattern: RegExp): Promise<string> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise(done => setTimeout(done, 30))) {
    const found = pattern.exec(said());
    if (found !== null) return found[1] ?? found[0];
    if (child.exitCode !== null) break;
  }
  throw new Error(`it never said ${pattern}: ${said()}`);
}
