import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { App } from '../app.ts';
import { COMMAND_PROTOCOL, LuthierError, MAX_MESSAGE_BYTES, PROTOCOL } from '../contract/index.ts';
import { actorThrough } from '../core/actor.ts';
import { serveConnection } from './connection.ts';
import { servePage } from './page.ts';
import { clearUploads, takePack, takeUpload } from './upload.ts';

export interface Serving extends AsyncDisposable {
  readonly address: string;
  readonly token: string;
  /** What a person opens in a browser. The token stands behind `#`, so it is in no log and no request. */
  readonly link: string;
}

export interface ServeOptions {
  /** 0: one that is free. */
  readonly port?: number;
  /** One of its own when left out: a core that was started again keeps the token that the page knows. */
  readonly token?: string;
  /** Origins besides the server's own that may call: the desktop app's `luthier://app`. */
  readonly origins?: readonly string[];
  /** Folder of the built page; null where the shell serves it. */
  readonly page: string | null;
}

/**
 * Serves an open project on 127.0.0.1: the page, a WebSocket for calls and events, HTTP for bytes.
 *
 * Every request must name this host (against DNS rebinding) and, when it comes from a page, this origin. All but the
 * page itself needs the token.
 */
export async function serve(
  app: App,
  { port = 0, token = newToken(), origins = [], page }: ServeOptions,
): Promise<Serving> {
  const server = createServer();
  await listen(server, port);
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gate = new Gate(address, token, origins);

  server.on('request', (request, response) => {
    answerHttp(app, gate, page, request, response).catch(error => {
      app.log.bug(`${request.method} ${request.url?.split('?')[0]}`, error);
      reply(response, 500, 'text/plain', 'Luthier made a mistake; its log says more.');
    });
  });

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: () => PROTOCOL,
  });
  server.on('upgrade', (request, socket, head) => {
    // Nobody listens for errors of a socket that is handed over: a peer that resets it would end the core.
    socket.on('error', () => socket.destroy());
    const refused = request.url === '/rpc' ? gate.refuseSocket(request) : 404;
    if (refused !== null) return void socket.end(`HTTP/1.1 ${refused} Refused\r\nConnection: close\r\n\r\n`);
    const actor = actorThrough(protocolsOf(request).includes(COMMAND_PROTOCOL) ? 'command' : 'page');
    sockets.handleUpgrade(request, socket, head, connection => serveConnection(app, connection, actor));
  });

  clearUploads(app.folder);
  app.announce(address, token);
  return {
    address,
    token,
    link: `${address}/#token=${token}`,
    [Symbol.asyncDispose]: () => {
      for (const connection of sockets.clients) connection.terminate();
      return new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      });
    },
  };
}

const newToken = (): string => randomBytes(32).toString('hex');

async function answerHttp(
  app: App,
  gate: Gate,
  page: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const isBytes = pathname.startsWith('/bytes/');
  const isUpload = pathname === '/upload';
  const allowOrigin = gate.foreignOriginOf(request);
  if (allowOrigin !== null) response.setHeader('access-control-allow-origin', allowOrigin).setHeader('vary', 'origin');

  if (request.method === 'OPTIONS' && allowOrigin !== null) {
    response
      .setHeader('access-control-allow-headers', 'authorization')
      .setHeader('access-control-allow-methods', 'GET, POST');
    return reply(response, gate.refuseHost(request) ?? 204, 'text/plain', '');
  }
  const refused = isBytes || isUpload ? gate.refuseCall(request) : gate.refuseHost(request);
  if (refused !== null) return reply(response, refused, 'text/plain', `${refused}`);

  if (isUpload && request.method === 'POST') {
    const batch = searchParams.get('batch');
    const name = searchParams.get('name');
    const isPack = name === null && batch !== null;
    const take = async (): Promise<string> => {
      app.requirePlace();
      return isPack
        ? await takePack(app.folder, batch, request)
        : await takeUpload(app.folder, { name: name ?? 'upload', batch }, request);
    };
    return answerUpload(take(), response);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return reply(response, 405, 'text/plain', '405');
  if (isBytes) return answerBytes(app, pathname.slice('/bytes/'.length), response);
  if (page === null) return reply(response, 404, 'text/plain', '404');
  servePage(page, pathname, response);
}

async function answerUpload(taken: Promise<string>, response: ServerResponse): Promise<void> {
  try {
    reply(response, 200, 'application/json', JSON.stringify({ file: await taken }));
  } catch (error) {
    if (!(error instanceof LuthierError)) throw error;
    const status = error.code === 'request.invalid' ? 400 : 507;
    reply(response, status, 'application/json', JSON.stringify(error.payload));
  }
}

function answerBytes(app: App, path: string, response: ServerResponse): void {
  const file = app.bytesFile(decodeURIComponent(path));
  if (file !== null) return void sendFile(file, response);
  try {
    reply(response, 200, 'application/octet-stream', app.bytes(path));
  } catch (error) {
    if (!(error instanceof LuthierError)) throw error;
    reply(response, 404, 'application/json', JSON.stringify(error.payload));
  }
}

/** A file piece by piece: it may be larger than the memory. */
function sendFile(file: string, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': statSync(file).size,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  pipeline(createReadStream(file), response, () => response.destroy());
}

function reply(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
}

/** Who may ask: the right host always, the right origin when there is one, the token for everything but the page. */
class Gate {
  readonly #hosts: readonly string[];
  readonly #own: readonly string[];
  readonly #foreign: readonly string[];
  readonly #token: Buffer;

  constructor(address: string, token: string, origins: readonly string[]) {
    const { port } = new URL(address);
    this.#hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    this.#own = this.#hosts.map(host => `http://${host}`);
    this.#foreign = origins;
    this.#token = Buffer.from(token);
  }

  refuseHost({ headers }: IncomingMessage): number | null {
    if (!this.#hosts.includes(headers.host ?? '')) return 403;
    return headers.origin === undefined || [...this.#own, ...this.#foreign].includes(headers.origin) ? null : 403;
  }

  refuseCall(request: IncomingMessage): number | null {
    const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    return this.refuseHost(request) ?? (this.#isToken(bearer) ? null : 401);
  }

  refuseSocket(request: IncomingMessage): number | null {
    const protocols = protocolsOf(request);
    const token = protocols.find(name => name.startsWith('token.'))?.slice('token.'.length) ?? '';
    const known = protocols.includes(PROTOCOL);
    return this.refuseHost(request) ?? (known && this.#isToken(token) ? null : 401);
  }

  foreignOriginOf({ headers }: IncomingMessage): string | null {
    return headers.origin !== undefined && this.#foreign.includes(headers.origin) ? headers.origin : null;
  }

  #isToken(given: string): boolean {
    const bytes = Buffer.from(given);
    return bytes.length === this.#token.length && timingSafeEqual(bytes, this.#token);
  }
}

function protocolsOf({ headers }: IncomingMessage): string[] {
  return (headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim());
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', error => fail(asPortError(error, port)));
    server.listen(port, '127.0.0.1', done);
  });
}

function asPortError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') return new LuthierError('serve.port_taken', { port });
  return error.code === 'EACCES' ? new LuthierError('serve.port_refused', { port }) : error;
}
