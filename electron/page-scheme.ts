import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol } from 'electron';
import { PAGE_TYPES } from '../native-bridge/core/page-rules.ts';
import { CRASH_ROUTE, CRASH_SCRIPT, crashPage } from './crash-page.ts';
import { fileFor, headersFor } from './page-files.ts';

/** Before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'luthier', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

export interface PageSource {
  /** Folder of the built page. */
  readonly folder: string;
  /** Addresses of the cores that windows are open on: asked each time, since they come and go. */
  readonly cores: () => readonly string[];
  /** The language of what is said where there is no page. */
  readonly locale: () => string;
}

/** Serves the built page under its scheme. */
export function servePage(source: PageSource): void {
  protocol.registerBufferProtocol('luthier', (request, answer) => {
    void respond(source, request.method, request.url).then(answer);
  });
}

async function respond(source: PageSource, method: string, url: string): Promise<Electron.ProtocolResponse> {
  const address = new URL(url);
  const isAsked = address.host === 'app' && (method === 'GET' || method === 'HEAD');
  const found = isAsked ? await find(source, address) : null;
  if (found === null) return { statusCode: 404, mimeType: 'text/plain', data: Buffer.from('404') };

  const headers = { ...headersFor(source.cores()), 'content-type': found.type };
  return { statusCode: 200, headers, mimeType: found.type.split(';')[0] ?? '', data: found.data };
}

async function find(source: PageSource, address: URL): Promise<{ type: string; data: Buffer } | null> {
  const { pathname } = address;
  if (pathname === CRASH_ROUTE) {
    return { type: PAGE_TYPES['.html'] as string, data: Buffer.from(crashPage(source.locale(), address)) };
  }
  if (pathname === `${CRASH_ROUTE}.js`) return { type: PAGE_TYPES['.js'] as string, data: Buffer.from(CRASH_SCRIPT) };

  const file = fileFor(source.folder, pathname);
  const type = file && PAGE_TYPES[extname(file)];
  const data = type && (await readFile(file).catch(() => null));
  return type && data ? { type, data } : null;
}
