import { join, resolve } from 'node:path';
import { app, dialog, Menu } from 'electron';
import { type Core, CoreDidNotStart, startCore } from './core-process.ts';
import { say } from './messages.ts';
import { declareScheme, servePage } from './page-scheme.ts';
import { answerShellCalls } from './shell-calls.ts';
import { denyPermissions, openWindow, refuseWhatPagesMayNot } from './window.ts';

/** The folder of the app: this file is built into `dist/electron`. */
const ROOT = resolve(__dirname, '../..');

declareScheme();
// A person who starts it without the sandbox (root in a container must) has said so; each window asks for it anyway.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.on('web-contents-created', (_event, contents) => refuseWhatPagesMayNot(contents));
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(start);

/** The order of start: project, core, page, window. And of stop: windows, core. */
async function start(): Promise<void> {
  const project = projectIn(process.argv) ?? (await chooseProject());
  if (project === null) return app.quit();
  let core = await coreOrQuit(project);
  if (core === null) return;

  denyPermissions();
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  const connected = (): Core => core as Core;
  servePage(join(ROOT, 'dist', 'renderer'), () => connected().address);
  answerShellCalls({
    'luthier:connection': () => ({ address: connected().address, token: connected().token }),
    'luthier:choose-file': () => choose('openFile'),
    'luthier:choose-folder': () => choose('openDirectory'),
  });
  const window = openWindow(join(__dirname, 'preload.cjs'));

  const startAgain = async (): Promise<void> => {
    if (!(await wantsToStartAgain())) return app.quit();
    core = await coreOrQuit(project);
    core?.onGone(startAgain);
    if (core && !window.isDestroyed()) window.reload();
  };
  core.onGone(startAgain);
  stopBeforeQuit(connected);
}

/** `--project <folder>` or `--project=<folder>`. */
function projectIn(words: readonly string[]): string | null {
  const at = words.findIndex(word => word === '--project' || word.startsWith('--project='));
  const value = words[at]?.includes('=') ? words[at]?.slice('--project='.length) : words[at + 1];
  return at < 0 || !value ? null : resolve(value);
}

async function chooseProject(): Promise<string | null> {
  return await choose('openDirectory', say('chooseProject', app.getLocale()));
}

async function choose(what: 'openFile' | 'openDirectory', title?: string): Promise<string | null> {
  const properties = what === 'openFile' ? ([what] as const) : ([what, 'createDirectory'] as const);
  const { filePaths } = await dialog.showOpenDialog({ properties: [...properties], ...(title && { title }) });
  return filePaths[0] ?? null;
}

/** Starts the core, or says why not and quits. */
async function coreOrQuit(project: string): Promise<Core | null> {
  try {
    return await startCore(ROOT, project);
  } catch (error) {
    if (!(error instanceof CoreDidNotStart)) throw error;
    const words = error.said
      ? `${error.said.message}\n\n${error.said.hint}`
      : say('coreSilent', app.getLocale(), { code: String(error.exitCode) });
    dialog.showErrorBox(say('cannotOpen', app.getLocale()), words);
    app.exit(1);
    return null;
  }
}

async function wantsToStartAgain(): Promise<boolean> {
  const locale = app.getLocale();
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: say('coreGone', locale),
    detail: say('coreGoneDetail', locale),
    buttons: [say('startAgain', locale), say('quit', locale)],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}

/** Quitting waits for the core, so that its last words reach the disk. */
function stopBeforeQuit(core: () => Core): void {
  let stopped = false;
  app.on('will-quit', event => {
    if (stopped) return;
    event.preventDefault();
    void core()
      .stop()
      .finally(() => {
        stopped = true;
        app.quit();
      });
  });
}
