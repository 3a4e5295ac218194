import { createHash } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { drip } from './hub.ts';
import { zipOf } from './zip.ts';

export interface WheelOf {
  readonly name: string;
  readonly version: string;
  readonly needs?: readonly string[];
  /** Files beside its `__init__.py`. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

interface File {
  readonly name: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

export interface WheelIndex extends AsyncDisposable {
  /** What a person would name as the mirror: `http://127.0.0.1:40000/simple`. */
  readonly address: string;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** How it behaves from now on: also slow, never answering, with wheels that differ from the listed ones, or cut. */
  behave(how: 'well' | 'slowly' | 'silent' | 'other' | 'cut'): void;
}

/** An index of Python packages on this machine, with wheels made here: what uv and pip ask is what PyPI would be asked. */
export async function wheelIndex(wheels: readonly WheelOf[]): Promise<WheelIndex> {
  const files = new Map(wheels.map(wheel => [wheel.name, fileOf(wheel)]));
  const others = new Map(wheels.map(wheel => [wheel.name, fileOf({ ...wheel, files: { 'other.txt': 'other' } })]));
  const asked: string[] = [];
  let how: Parameters<WheelIndex['behave']>[0] = 'well';

  const server: Server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (how === 'silent') return;
    const [, room, name = ''] = path.split('/');
    const file = room === 'files' ? [...files.values()].find(one => one.name === name) : files.get(name);
    if (file === undefined) return void response.writeHead(404).end();
    if (room !== 'files') return listing(response, name, file);
    if (request.method === 'HEAD') return void response.writeHead(200, headOf(file)).end();
    const { bytes } = how === 'other' ? ([...others.values()].find(one => one.name === name) ?? file) : file;
    const whole = how === 'cut' ? bytes.subarray(0, bytes.length / 2) : bytes;
    response.writeHead(200, { ...headOf(file), 'content-length': whole.length });
    if (how === 'slowly' && whole.length > 100_000) drip(response, whole);
    else response.end(whole);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple`,
    asked,
    behave: next => {
      how = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

const headOf = ({ bytes }: File) => ({ 'content-type': 'application/octet-stream', 'content-length': bytes.length });

function listing(response: ServerResponse, name: string, { name: filename, sha256, bytes }: File): void {
  const file = { filename, url: `/files/${filename}`, hashes: { sha256 }, size: bytes.length };
  response.writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' });
  response.end(JSON.stringify({ meta: { 'api-version': '1.1' }, name, versions: [], files: [file] }));
}

function fileOf({ name, version, needs = [], files = {} }: WheelOf): File {
  const module = name.replaceAll('-', '_');
  const about = `${module}-${version}.dist-info`;
  const content: Record<string, string | Uint8Array> = {
    [`${module}/__init__.py`]: `__version__ = "${version}"\n`,
    ...Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${module}/${path}`, bytes])),
    [`${about}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${needs.map(need => `Requires-Dist: ${need}\n`).join('')}`,
    [`${about}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  };
  const record = [...Object.keys(content), `${about}/RECORD`].map(path => `${path},,\n`).join('');
  const bytes = zipOf({ ...content, [`${about}/RECORD`]: record });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name: `${module}-${version}-py3-none-any.whl`, bytes, sha256 };
}
