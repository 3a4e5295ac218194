import { realpathSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { DESKTOP_ORIGIN } from '../native-bridge/contract/shell.ts';

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

/** The kinds of file the page is made of; no other one is served. */
export const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** What every answer carries besides its type and policy. */
export const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const;

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

/** The policy of the served page, with the cores of the open windows as the only places it may connect to. */
export function policy(cores: readonly string[]): string {
  const places = cores.flatMap(core => [core, core.replace(/^http/, 'ws')]);
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    // Its own files too: the help is read from beside the page.
    `connect-src ${["'self'", ...places].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
