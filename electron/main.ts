import { join, resolve } from 'node:path';
import { app, Menu } from 'electron';
import { luthierHome } from '../native-bridge/core/home.ts';
import { fileLog } from '../native-bridge/core/log.ts';
import { shellDiagnostics } from './diagnostics.ts';
import { menuTemplate } from './menu.ts';
import { menuActs } from './menu-acts.ts';
import { type Say, say as sayIn } from './messages.ts';
import { Outside } from './outside.ts';
import { answersOf } from './page-answers.ts';
import { declareScheme, servePage } from './page-scheme.ts';
import { ProjectWindows } from './project-windows.ts';
import { askAboutUpdate, askWhetherToLook } from './questions.ts';
import { hasSandbox, isUnsandboxed } from './sandbox.ts';
import { answerShellCalls } from './shell-calls.ts';
import { isAddress, ShellState } from './shell-state.ts';
import { fromAnywhere, LINK_FENCE, linkToOpen, projectAt, projectOf, type ToOpen, toOpen } from './to-open.ts';
import { checkNoSpelling, denyPermissions, refuseWhatPagesMayNot, showTheme } from './window.ts';

/** The folder of the app: this file is built into `dist/electron`. */
const ROOT = resolve(__dirname, '../..');

// Windows tells of finished jobs only who says who it is.
app.setAppUserModelId('app.luthier.workbench');
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(luthierHome(), 'desktop'));
declareScheme();
// Who starts it without the sandbox (root in a container must) is told so on the page; each window asks for it anyway.
if (hasSandbox()) app.enableSandbox();
app.on('session-created', checkNoSpelling);
app.on('web-contents-created', (_event, contents) => refuseWhatPagesMayNot(contents));

// As they were given: Chromium sorts the words that the app that runs is told of.
if (app.requestSingleInstanceLock({ words: process.argv.slice(1) })) begin();
else app.quit();

/** Everything is built here, by name, in order; then the app waits to be ready. */
function begin(): void {
  const logFile = join(app.getPath('userData'), 'logs', 'shell.log');
  const log = fileLog(logFile);
  const state = new ShellState(join(app.getPath('userData'), 'shell.json'));
  const locale = (): string => state.memory.language ?? app.getLocale();
  const say: Say = (key, facts) => sayIn(key, locale(), facts);
  const outside = new Outside(ROOT, say);
  const windows: ProjectWindows = new ProjectWindows({
    root: ROOT,
    preload: join(__dirname, 'preload.cjs'),
    state,
    outside,
    say,
    locale,
    log: log.info,
    changed: () => showMenu(),
  });
  const diagnostics = () =>
    shellDiagnostics(
      logFile,
      windows.all.length,
      state.memory.recent.map(({ folder }) => folder),
    );
  const deps = { windows, state, say, diagnostics, showMenu: () => showMenu() };
  const acts = menuActs(deps);
  const showMenu = (): void => {
    const { front } = windows;
    const facts = {
      platform: process.platform,
      commands: front?.commands ?? [],
      recent: state.memory.recent,
      hasProject: front?.folder != null,
      isPackaged: app.isPackaged,
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(say, facts, acts)));
  };

  process.on('uncaughtException', error => log.bug('shell', error));
  process.on('unhandledRejection', error => log.bug('shell', error));
  const asked = whatIsAskedFor(windows);
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit());
  app.on('activate', () => void (windows.front ?? windows.welcome()));
  quitInOrder(windows, outside);

  void app.whenReady().then(async () => {
    const sandbox = hasSandbox() ? '' : ', pages without a sandbox';
    log.info(`Luthier ${app.getVersion()} on Electron ${process.versions.electron}${sandbox}`);
    showTheme(state.memory.theme);
    denyPermissions();
    servePage({
      folder: join(ROOT, 'dist', 'renderer'),
      cores: () => windows.all.flatMap(({ connection }) => connection?.address ?? []),
      locale,
    });
    answerShellCalls(answersOf(deps), contents => {
      const window = windows.of(contents);
      return window ? { connection: window.connection, isUnsandboxed: isUnsandboxed() } : null;
    });
    startUpdatesLater(windows, say, log.info);
    const words = toOpen(process.argv.slice(1), process.cwd(), app.getAppPath());
    await openFirst(windows, [...asked(), ...(words ? [words] : [])], state.memory.open);
    showMenu();
  });
}

/** The updater is loaded once there is something to see, and asks before it does anything. */
function startUpdatesLater(windows: ProjectWindows, say: Say, log: (line: string) => void): void {
  const start = async (): Promise<void> => {
    const { startUpdates } = await import('./updates.ts');
    const { formerPlaces, readSettings, writeSettings } = await import('../native-bridge/core/settings-file.ts');
    const home = luthierHome();
    const front = () => windows.front?.window ?? null;
    await startUpdates({
      mayInstall: async () => {
        if (!(await windows.mayQuit())) return false;
        await windows.end();
        // The version that is installed starts before this one has ended.
        app.releaseSingleInstanceLock();
        return true;
      },
      mayLook: () => {
        const { offline, updates } = readSettings(home).settings;
        return offline ? false : updates;
      },
      askWhether: async host => {
        const updates = await askWhetherToLook(say, front(), host);
        writeSettings(home, { ...readSettings(home).settings, updates }, formerPlaces(home));
      },
      log,
      tell: news => askAboutUpdate(say, front(), news),
    });
  };
  app.once('browser-window-created', (_event, window) => window.once('show', () => void start()));
}

/** What was asked for, else what was open when the app ended, else the welcome page. */
async function openFirst(windows: ProjectWindows, asked: readonly ToOpen[], open: readonly string[]): Promise<void> {
  const before = asked.length > 0 ? [] : open;
  const folders = before.flatMap(path => projectOf(path) ?? []).map(opened);
  await Promise.all([...asked, ...folders].map(each => openAsked(windows, each)));
  // After those, which take a window that is free.
  for (const address of before.filter(isAddress)) await windows.again(address);
  if (windows.all.length === 0) await windows.welcome();
}

/** Opens what a start, a double click or a link asks for; what came by a link is asked about first. */
async function openAsked(windows: ProjectWindows, asked: ToOpen): Promise<void> {
  if (asked.isLink) return await windows.openLink(asked);
  const opening = await windows.open(asked);
  if (opening.kind === 'refused') await windows.sayRefused(opening.error, windows.front?.window ?? null);
}

/** What a person opened themselves, and needs no question. */
const opened = (folder: string): ToOpen => ({ ...projectAt(folder), isLink: false });

/**
 * Later starts, double clicks and links come here: the app that runs opens what they name. Answers what came before the
 * app was ready.
 */
function whatIsAskedFor(windows: ProjectWindows): () => readonly ToOpen[] {
  const early: ToOpen[] = [];
  /** `words` are what a start of its own would be given for it. */
  const open = (asked: ToOpen | null, words: readonly string[]): void => {
    // An app that ends opens nothing any more: it starts again with what was asked for.
    if (windows.isQuitting) startAgain(words);
    else if (asked === null) windows.front?.show();
    else if (app.isReady()) void openAsked(windows, asked);
    else early.push(asked);
  };
  app.on('second-instance', (_event, _sorted, cwd, given) => {
    const { words } = given as { words: readonly string[] };
    open(toOpen(words, cwd, app.getAppPath()), fromAnywhere(words, cwd));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    const folder = projectOf(path);
    open(folder === null ? null : opened(folder), [path]);
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    open(linkToOpen(link), [link]);
  });
  // Elsewhere the package says so: in its desktop entry, in its list of properties.
  if (app.isPackaged && process.platform === 'win32') {
    app.setAsDefaultProtocolClient('luthier', process.execPath, [LINK_FENCE]);
  }
  return () => early;
}

/** Once this app has ended. Of an AppImage the file is started: what is mounted of it goes with the app. */
function startAgain(words: readonly string[]): void {
  const { APPIMAGE } = process.env;
  app.relaunch({ args: [...words], ...(APPIMAGE !== undefined && app.isPackaged && { execPath: APPIMAGE }) });
}

/** Of stop: the question about jobs, windows, cores, and then the app. */
function quitInOrder(windows: ProjectWindows, outside: Outside): void {
  let mayQuit = false;
  let isDone = false;
  app.on('before-quit', event => {
    if (mayQuit) return;
    event.preventDefault();
    void windows.mayQuit().then(may => {
      mayQuit = may;
      if (may) quitLater();
    });
  });
  // Whoever ends the system waits for no answer: jobs go on, as they do where nobody says else. Electron puts a listener
  // of its own in place before it is ready, which asks as ever.
  void app.whenReady().then(() =>
    process.on('SIGTERM', () => {
      mayQuit = true;
      windows.quitUnasked();
      app.quit();
    }),
  );
  app.on('will-quit', event => {
    if (isDone) return;
    event.preventDefault();
    outside.end();
    void windows.settled().finally(() => {
      isDone = true;
      quitLater();
    });
  });
}

/** Electron hears no `quit` while it still tells of the one that was held up. */
function quitLater(): void {
  setImmediate(() => app.quit());
}
