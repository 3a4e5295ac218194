import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol } from 'electron';
import { fileFor, policy } from './page-files.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** Before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'luthier', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page under its scheme. `core` is asked each time, since a core that was started again has moved. */
export function servePage(folder: string, core: () => string): void {
  protocol.registerBufferProtocol('luthier', (request, answer) => {
    void respond(folder, core(), request.url).then(answer);
  });
}

async function respond(folder: string, core: string, url: string) {
  const { host, pathname } = new URL(url);
  const file = host === 'app' ? fileFor(folder, pathname) : null;
  const data = file === null ? null : await readFile(file).catch(() => null);
  if (file === null || data === null) return { statusCode: 404, mimeType: 'text/plain', data: Buffer.from('404') };

  const headers = {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': policy(core),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  return { statusCode: 200, headers, mimeType: headers['content-type'].split(';')[0] ?? '', data };
}
