import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { inside } from '../core/files.ts';
import { PAGE_TYPES, pageHeaders } from '../core/page-rules.ts';

/** Sends a file of the built page. A path that names none is a route of the page, so it gets `index.html`. */
export function servePage(folder: string, path: string, response: ServerResponse): void {
  const file = fileOf(folder, path);
  const type = file && PAGE_TYPES[extname(file)];
  if (!file || !type) {
    response.writeHead(404, { 'content-type': 'text/plain' });
    return void response.end('404');
  }
  response.writeHead(200, {
    'content-type': type,
    ...pageHeaders(),
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
