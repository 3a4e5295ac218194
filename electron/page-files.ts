import { extname, join, normalize, sep } from 'node:path';

/** The page has an origin of its own: under `file:` it would have none, and could read other files. */
export const ORIGIN = 'luthier://app';

/** Whether an address is one of our page's. */
export function isPage(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`);
}

/** The file an address of the page names. One without an ending is a route of the page; one that leads out is none. */
export function fileFor(folder: string, pathname: string): string | null {
  let path: string;
  try {
    path = normalize(decodeURIComponent(pathname));
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = join(folder, extname(path) === '' ? 'index.html' : path);
  return file.startsWith(folder + sep) ? file : null;
}

/** The policy of the served page, with the core as the only place it may connect to. */
export function policy(core: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src ${core} ${core.replace(/^http/, 'ws')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
