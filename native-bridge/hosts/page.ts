import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { inside } from '../core/files.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
};

/** No outside source, no inline script, no eval. Styles may be inline: Monaco, xterm and the grid make their own. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sends a file of the built page. A path that names none is a route of the page, so it gets `index.html`. */
export function servePage(folder: string, path: string, response: ServerResponse): void {
  const file = fileOf(folder, path);
  const type = file && TYPES[extname(file)];
  if (!file || !type) {
    response.writeHead(404, { 'content-type': 'text/plain' });
    return void response.end('404');
  }
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    // Names of built assets carry their hash; the page itself must be asked for each time.
    'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
  });
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

function fileOf(folder: string, path: string): string | null {
  let wanted: string;
  try {
    wanted = inside(folder, `.${decodeURIComponent(path)}`);
  } catch {
    return null;
  }
  if (isFile(wanted)) return wanted;
  const index = join(folder, 'index.html');
  return extname(path) === '' && isFile(index) ? index : null;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
