import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Shell } from '../../native-bridge/contract/index.ts';
import { type Holder, holderOf } from '../../native-bridge/store/lock.ts';
import { temporaryFolder, until } from '../temporary.ts';

export const ROOT = join(import.meta.dirname, '../..');
/** The app, a little later ready than it is for a person. */
export const APP = join(import.meta.dirname, 'late-app');
/** The same with a keychain, or with none where `LUTHIER_TEST_KEYCHAIN` says so. */
export const KEYCHAIN_APP = join(import.meta.dirname, 'keychain-app');

declare global {
  interface Window {
    readonly luthier?: Shell;
  }
}

export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly project: string;
  /** Folder of what the shell remembers. */
  readonly memory: string;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/** A real Electron over a real core. `npm test` has put the one and builds the other. Gone at the end of the test. */
export async function openDesktop({
  args,
  project = folder(),
  memory = folder(),
  env = {},
  program = APP,
}: {
  /** What it is started with; the project when left out. */
  readonly args?: readonly string[];
  readonly project?: string;
  readonly memory?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly program?: string;
} = {}): Promise<Desktop> {
  const executablePath = process.env.LUTHIER_TEST_ELECTRON ?? '';
  if (!existsSync(executablePath)) throw new Error('no Electron in LUTHIER_TEST_ELECTRON: run npm test');
  const app = await _electron.launch({
    executablePath,
    args: [...flags(memory), program, ...(args ?? ['--project', project])],
    env: { ...process.env, LUTHIER_CORE_NODE: process.execPath, ...env } as Record<string, string>,
  });
  // The driver knows it no longer once it has ended.
  const child = app.process();
  let isOpen = true;
  app.once('close', () => {
    isOpen = false;
  });
  const close = async (): Promise<void> => {
    if (isOpen) await app.close();
  };
  onTestFinished(close);
  const page = await app.firstWindow();
  await page.waitForLoadState();
  return { app, page, project, memory, process: child, close };
}

/** The app with its project drawn. */
export async function shownDesktop(): Promise<Desktop> {
  const desktop = await openDesktop();
  await desktop.page.getByRole('heading', { level: 1 }).waitFor();
  return desktop;
}

/** What every start is given, in a test. */
export const flags = (memory: string) => ['--no-sandbox', '--disable-gpu', `--user-data-dir=${memory}`];

/** Starts the app once more, which hands what it was given to the one that runs, and ends. */
export async function openAgain(memory: string, args: readonly string[], cwd = ROOT): Promise<void> {
  const words = [...flags(memory), APP, ...args];
  const again = spawn(process.env.LUTHIER_TEST_ELECTRON ?? '', words, { stdio: 'ignore', cwd });
  await new Promise(done => again.once('exit', done));
}

/** A folder that is gone at the end of the test. */
export function folder(): string {
  const made = temporaryFolder();
  onTestFinished(() => made[Symbol.dispose]());
  return made.path;
}

/** Asks the shell as the page does. */
export function askShell<Call extends keyof Shell>(page: Page, call: Call, ...given: unknown[]): Promise<unknown> {
  return page.evaluate(
    ([name, inputs]) => {
      const shell = (window as unknown as { luthier: Record<string, (...given: unknown[]) => unknown> }).luthier;
      return shell[name as string]?.(...(inputs as unknown[]));
    },
    [call, given] as const,
  );
}

/** Answers the next dialogs of the system with the button at this place, and keeps what they said. */
export async function answerDialogs(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const kept = globalThis as unknown as { asked: unknown[] };
    kept.asked = [];
    dialog.showMessageBox = async (...given: unknown[]) => {
      kept.asked.push(given.at(-1));
      return { response, checkboxChecked: false };
    };
  }, response);
}

/** What the next dialogs for files answer: nothing where a person closed them. */
export async function chooseInDialogs(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    const canceled = path === null;
    dialog.showSaveDialog = async () => ({ canceled, filePath: path ?? '' });
    dialog.showOpenDialog = async () => ({ canceled, filePaths: path === null ? [] : [path] });
  }, path);
}

export function dialogsSaid(
  app: ElectronApplication,
): Promise<{ message: string; detail?: string; buttons?: string[] }[]> {
  return app.evaluate(() => (globalThis as unknown as { asked: [] }).asked);
}

/** Closes the first window, as its button does. */
export function closeWindow(app: ElectronApplication): Promise<void> {
  // Later: the app may be gone before it could answer.
  return app.evaluate(({ BrowserWindow }) => void setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 50));
}

/** Whether it has ended, in whatever way. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** The core that holds a project, once it answers. */
export async function coreOf(project: string, not?: number): Promise<Holder> {
  let holder: Holder | null = null;
  await until('a core holds the project', () => {
    holder = holderOf(project);
    return holder !== null && holder.pid !== not && holder.address !== '';
  });
  return holder as unknown as Holder;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Asks the page through the shell: after a crash, or amid refused navigations, the driver knows nothing of it. */
export function inPage(app: ElectronApplication, code: string): Promise<string> {
  return app.evaluate(
    ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
    code,
  );
}

/** Where the first window is, once it is there. */
export function addressOf(app: ElectronApplication): Promise<string> {
  return app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return contents?.isLoading() ? 'loading' : (contents?.getURL() ?? '');
  });
}

/** Chooses an item of the menu bar as a person does, once it is there and can be chosen. */
export const choose = (app: ElectronApplication, menu: string, item: string): Promise<void> =>
  until(`${menu} › ${item}`, () =>
    app.evaluate(
      ({ Menu, BrowserWindow }, [menu, item]) => {
        const top = Menu.getApplicationMenu()?.items.find(({ label }) => label === menu);
        const found = top?.submenu?.items.find(({ label }) => label === item);
        const [window] = BrowserWindow.getAllWindows();
        if (!found?.enabled || !window) return false;
        found.click({} as never, window, window.webContents);
        return true;
      },
      [menu, item] as const,
    ),
  );
