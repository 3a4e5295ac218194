import { BrowserWindow, nativeTheme, session } from 'electron';
import { isPage, ORIGIN } from './page-files.ts';

/** The one window. The page in it is trusted with nothing: no Node, no new windows, no way to another address. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Luthier',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#131317' : '#f6f6f8',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });

  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${ORIGIN}/`);
  return window;
}

/** For every page there will ever be, not only for the first. */
export function refuseWhatPagesMayNot(contents: Electron.WebContents): void {
  contents.on('will-navigate', event => event.preventDefault());
  contents.on('will-redirect', event => event.preventDefault());
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Permissions are denied, all but one: our page may put a text into the clipboard when a person asks it to. */
export function denyPermissions(): void {
  const mayHave = (permission: string, url: string): boolean =>
    permission === 'clipboard-sanitized-write' && isPage(url);

  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin));
  session.defaultSession.setPermissionRequestHandler((_contents, permission, allow, { requestingUrl }) =>
    allow(mayHave(permission, requestingUrl)),
  );
  session.defaultSession.setDevicePermissionHandler(() => false);
}
