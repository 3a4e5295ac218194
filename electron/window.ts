import { BrowserWindow, nativeTheme, type Rectangle, type Session, screen, session, type WebContents } from 'electron';
import type { Appearance } from '../native-bridge/contract/shell.ts';
import { isPage, ORIGIN } from './page-files.ts';
import { besideOthers, inMiddle, SMALLEST } from './place.ts';
import type { Bounds } from './shell-state.ts';

const SIZE = { width: 1360, height: 860 };

/** Shows windows and menus in a theme of the page. */
export function showTheme(theme: Appearance['theme']): void {
  nativeTheme.themeSource = theme === 'auto' ? 'system' : theme;
}

/** Grey of the page in each theme, so that a window does not flash before it is drawn. */
const BACKGROUND = { light: '#f6f6f8', dark: '#131317' };

/** A window with nothing in it yet. The page in it is trusted with nothing: no Node, no new windows, no way elsewhere. */
export function emptyWindow(preload: string, bounds: Bounds | null): BrowserWindow {
  const window = new BrowserWindow({
    ...placeFor(bounds),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Luthier',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => (bounds?.isMaximized ? window.maximize() : window.show()));
  return window;
}

/** Where a window was, beside those that are there now. */
function placeFor(bounds: Bounds | null): Rectangle {
  const place =
    bounds && isOnScreen(bounds)
      ? { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }
      : inMiddle(SIZE, screen.getPrimaryDisplay().workArea);
  const others = BrowserWindow.getAllWindows().map(window => window.getNormalBounds());
  return besideOthers(place, others, screen.getDisplayMatching(place).workArea);
}

/** A page that answers is gone in a moment. */
const CLOSE_MS = 3000;

/** Ends a window that was told to close, once it is clear that its page does not answer. */
export function destroyLater(window: BrowserWindow): void {
  const timer = setTimeout(() => window.destroy(), CLOSE_MS);
  window.once('closed', () => clearTimeout(timer));
}

export function boundsOf(window: BrowserWindow): Bounds {
  return { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
}

/** A screen may be gone since: a window that shows by less than its title bar counts as off it. */
function isOnScreen(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const width = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
    return width > 100 && bounds.y >= workArea.y && bounds.y < workArea.y + workArea.height - 40;
  });
}

/**
 * No dictionary is fetched: Chromium brings one at the start, whatever windows do with it. To be called in the moment in
 * which a session is made; it begins to look for the file then.
 */
export function checkNoSpelling(session: Session): void {
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
}

/** What Chromium says of a navigation that was prevented: the page has stayed. */
const WAS_REFUSED = -3;

/** For every page there will ever be, not only for the first. */
export function refuseWhatPagesMayNot(contents: WebContents): void {
  const stay = (event: { preventDefault(): void }, url: string): void => {
    if (!isPage(url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', event => void (event.isMainFrame || event.preventDefault()));
  // An empty page, and the page of an error, come without a question. They have nothing of ours, and are not stayed on.
  const back = (url: string): void => void (isPage(url) || contents.loadURL(`${ORIGIN}/`).catch(() => {}));
  contents.on('did-navigate', (_event, url) => back(url));
  contents.on('did-fail-load', (_event, code, _says, url, isTop) => isTop && code !== WAS_REFUSED && back(url));
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** What our page may: put a text into the clipboard when a person asks it to, and reach its core on this machine. */
const ALLOWED: readonly string[] = ['clipboard-sanitized-write', 'loopback-network', 'local-network-access'];

/** Permissions are denied, all but those of our page. Its policy says which core it may reach. */
export function denyPermissions(): void {
  const mayHave = (permission: string, url: string): boolean => ALLOWED.includes(permission) && isPage(url);

  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin));
  session.defaultSession.setPermissionRequestHandler((_contents, permission, allow, { requestingUrl }) =>
    allow(mayHave(permission, requestingUrl)),
  );
  session.defaultSession.setDevicePermissionHandler(() => false);
}
