import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import { updateHost } from '../native-bridge/core/update-host.ts';
import { type Feed, isSigned } from './update-feed.ts';

/** What the person is told of, and answers by yes or later. */
export type UpdateNews =
  | { readonly kind: 'available'; readonly version: string; readonly sizeBytes: number | null }
  | { readonly kind: 'ready'; readonly version: string };

interface Updates {
  /**
   * Whether a connection may be opened: never while the person would be offline, and not before they have said so, for
   * which it is null. A download that goes on is given up when it may not any more.
   */
  readonly mayLook: () => boolean | null;
  /** Asks the person whether to look at all, and keeps what they say. */
  readonly askWhether: (host: string) => Promise<void>;
  readonly log: (line: string) => void;
  /** Whether the app may end now, which then holds no project any more: an installer starts the new one at once. */
  readonly mayInstall: () => Promise<boolean>;
  /** Tells the person, and hears whether to go on: to download what is available, to install what is ready. */
  readonly tell: (news: UpdateNews) => Promise<boolean>;
}

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Asks the person once whether to look for newer versions; where they agree looks once a day, and brings one when they say
 * so. Call it when the first window is shown: only then is the updater loaded. A build without a feed, or without the key
 * of the releases, never asks and never looks.
 */
export async function startUpdates(updates: Updates): Promise<void> {
  const key = app.isPackaged ? releaseKey() : null;
  const host = updateHost(process.resourcesPath);
  if (key === null || host === null) return;
  if (updates.mayLook() === null) await updates.askWhether(host);
  let declined: string | null = null;
  let isLooking = false;
  let lookedAtMs = 0;
  const look = async (): Promise<void> => {
    // A question may be open for a day: what is downloaded then is what it asked about.
    if (isLooking || Date.now() - lookedAtMs < DAY_MS || updates.mayLook() !== true) return;
    isLooking = true;
    lookedAtMs = Date.now();
    try {
      declined = await lookOnce(updates, key, declined);
    } catch (error) {
      updates.log(`no update: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      isLooking = false;
    }
  };
  void look();
  // Whoever allows it in the settings need not start the app anew.
  setInterval(() => void look(), HOUR_MS).unref();
}

/** One look. Returns the version that the person does not want now, so that nobody is asked twice in one sitting. */
async function lookOnce(updates: Updates, key: string, declined: string | null): Promise<string | null> {
  const { autoUpdater, CancellationToken } = await import('electron-updater');
  prepare(autoUpdater, updates.log);
  const found = await autoUpdater.checkForUpdates();
  if (!found?.isUpdateAvailable || found.updateInfo.version === declined) return declined;
  const { version, files } = found.updateInfo;
  if (!isSigned(found.updateInfo as UpdateInfo & Feed, key))
    throw new Error(`the feed of ${version} is not signed by us`);
  if (!(await updates.tell({ kind: 'available', version, sizeBytes: files[0]?.size ?? null }))) return version;
  if (updates.mayLook() !== true) return declined;

  const cancel = new CancellationToken();
  autoUpdater.on('download-progress', () => updates.mayLook() === true || cancel.cancel());
  await autoUpdater.downloadUpdate(cancel);
  if (!(await updates.tell({ kind: 'ready', version })) || !(await updates.mayInstall())) return version;
  autoUpdater.quitAndInstall(false, true);
  return declined;
}

/** Nothing happens by itself, and only forwards. The hash of a file, and on Windows and macOS its publisher, are checked. */
function prepare(updater: AppUpdater, log: (line: string) => void): void {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.disableWebInstaller = true;
  // Otherwise every request carries a number by which a server knows this machine again.
  updater.requestHeaders = { 'x-user-staging-id': 'none' };
  updater.removeAllListeners('download-progress');
  const hear = (message?: unknown): void => log(String(message));
  updater.logger = { info: hear, warn: hear, error: hear };
}

/** The key that feeds are signed with, from the manifest in the archive. */
function releaseKey(): string | null {
  const manifest = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')) as { updateKey?: string };
  return manifest.updateKey ?? null;
}
