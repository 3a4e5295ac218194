import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface Hub extends AsyncDisposable {
  /** What a person would name instead of the hub. */
  readonly address: string;
  /** Files whose bytes were asked for, in order. */
  readonly asked: string[];
  /** Whether weights come in ten parts, a quarter of a second apart. */
  slow: boolean;
}

const REVISION = 'a'.repeat(40);

/** A hub on this machine that offers the files of a folder as the model `person/model`. */
export async function modelHub(folder: string): Promise<Hub> {
  const files = new Map(readdirSync(folder).map(name => [name, readFileSync(join(folder, name))]));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://hub');
    const json = (of: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(of));
    if (/^\/api\/models\/person\/model(\/revision\/[^/]+)?$/.test(pathname)) {
      return void json({
        id: 'person/model',
        sha: REVISION,
        siblings: [...files.keys()].map(rfilename => ({ rfilename })),
      });
    }
    if (pathname.startsWith('/api/models/person/model/tree/')) {
      return void json(
        [...files].map(([path, { length }]) => ({ type: 'file', path, size: length, oid: etagOf(path) })),
      );
    }
    const name = pathname.split('/').at(-1) ?? '';
    const bytes = files.get(name);
    if (bytes === undefined) return void response.writeHead(404).end();
    const head = { etag: `"${etagOf(name)}"`, 'x-repo-commit': REVISION, 'content-length': bytes.length };
    if (request.method === 'HEAD') return void response.writeHead(200, head).end();
    hub.asked.push(name);
    response.writeHead(200, head);
    if (hub.slow && name.endsWith('.safetensors')) drip(response, bytes);
    else response.end(bytes);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const hub: Hub = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    slow: false,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
  return hub;
}

const etagOf = (name: string): string => createHash('sha1').update(name).digest('hex');

/** A tenth of the bytes every quarter of a second, so that a test can end what downloads. */
export function drip(response: ServerResponse, bytes: Buffer): void {
  const part = Math.ceil(bytes.length / 10);
  const next = (at: number): void => {
    if (response.destroyed) return;
    response.write(bytes.subarray(at, at + part));
    if (at + part >= bytes.length) response.end();
    else setTimeout(next, 250, at + part);
  };
  next(0);
}
