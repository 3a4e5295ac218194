import { realpathSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { DESKTOP_ORIGIN } from '../native-bridge/contract/shell.ts';
import { pageHeaders } from '../native-bridge/core/page-rules.ts';

/** The page has an origin of its own: under `file:` it would have none, and could read other files. */
export const ORIGIN = DESKTOP_ORIGIN;

/** Whether an address is one of our page's. Parsed, since what begins like it may be another host. */
export function isPage(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address);
    return protocol === 'luthier:' && host === 'app' && username === '' && password === '';
  } catch {
    return false;
  }
}

/** Who asks: the part of a page that a call came from, null where it is gone; and whether its window is one of ours. */
export interface Asker {
  readonly frame: { readonly parent: unknown; readonly url: string } | null;
  readonly isOurWindow: boolean;
}

/** Whether a call comes from our page itself: not from a frame in it, nor from a page that is gone, nor in another window. */
export function isOurs({ frame, isOurWindow }: Asker): boolean {
  return isOurWindow && frame !== null && frame.parent === null && isPage(frame.url);
}

/**
 * The file an address of the page names. One without an ending is a route of the page; one that leads out, by dots or by
 * a link in the folder, is none.
 */
export function fileFor(folder: string, pathname: string): string | null {
  let path: string;
  try {
    path = normalize(decodeURIComponent(pathname));
  } catch {
    return null;
  }
  if (/[\0\\]/.test(path) || path.length > 1024) return null;
  const file = join(folder, extname(path) === '' ? 'index.html' : path);
  return file.startsWith(folder + sep) && isAtHome(folder, file) ? file : null;
}

/** A file that is not there is at home: it is told from one that is by reading it. */
function isAtHome(folder: string, file: string): boolean {
  try {
    return realpathSync(file).startsWith(realpathSync(folder) + sep);
  } catch {
    return true;
  }
}

/** What the page is sent with: it may connect to the cores of the open windows and to nothing else. */
export function headersFor(cores: readonly string[]): Readonly<Record<string, string>> {
  return pageHeaders(cores.flatMap(core => [core, core.replace(/^http/, 'ws')]));
}
