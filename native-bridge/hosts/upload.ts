import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { LuthierError } from '../contract/index.ts';
import { asDiskError } from '../core/files.ts';
import { uploadsOf } from '../core/uploads.ts';

/**
 * Keeps a file that the page sends, under its own name in a folder of its own, and returns its path. Import takes a
 * copy, and the page says when it needs the file no more; what is left is removed at the next start. Files of one `batch` are one folder: their names are paths in it, and
 * what is returned is the outermost folder of them.
 */
export async function takeUpload(
  project: string,
  { name, batch }: { readonly name: string; readonly batch: string | null },
  request: IncomingMessage,
): Promise<string> {
  const folder = join(uploadsOf(project), batch === null ? randomBytes(8).toString('hex') : `batch-${batchId(batch)}`);
  const path = plainPath(name);
  const file = join(folder, ...(batch === null ? path.slice(-1) : path));
  try {
    mkdirSync(dirname(file), { recursive: true });
    await pipeline(request, createWriteStream(file, { flags: 'wx' }));
    return batch === null ? file : join(folder, path[0] ?? '');
  } catch (error) {
    rmSync(batch === null ? folder : file, { recursive: true, force: true });
    throw asDiskError(error, project);
  }
}

/** Small files of a folder come many at a time: a line of JSON that names them with their sizes, then one after another. */
const PackIndex = z.array(z.tuple([z.string().min(1), z.int().nonnegative()])).min(1);
const PACK_BYTES = 64 * 1024 * 1024;

/** Keeps files of a batch that come in one body, and returns the outermost folder of them. */
export async function takePack(project: string, batch: string, request: IncomingMessage): Promise<string> {
  const folder = join(uploadsOf(project), `batch-${batchId(batch)}`);
  const body = await wholeBody(request);
  const end = body.indexOf(0x0a);
  const index = PackIndex.safeParse(parseJson(body.subarray(0, Math.max(0, end)).toString()));
  const size = index.data?.reduce((all, [, bytes]) => all + bytes, 0);
  if (index.data === undefined || end + 1 + (size ?? 0) !== body.length) throw badPack('its sizes do not fit');
  try {
    let at = end + 1;
    for (const [name, bytes] of index.data) {
      const file = join(folder, ...plainPath(name));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, body.subarray(at, at + bytes), { flag: 'wx' });
      at += bytes;
    }
    return join(folder, plainPath(index.data[0]?.[0] ?? '')[0] ?? '');
  } catch (error) {
    throw asDiskError(error, project);
  }
}

async function wholeBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > PACK_BYTES) throw badPack(`it is larger than ${PACK_BYTES / 1024 / 1024} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function badPack(reason: string): LuthierError {
  return new LuthierError('request.invalid', { reason: `a pack of files cannot be read: ${reason}` });
}

function batchId(batch: string): string {
  if (/^[0-9a-f]{16}$/.test(batch)) return batch;
  throw new LuthierError('request.invalid', { reason: 'a batch of files is named by 16 hexadecimal digits' });
}

/** Names from the outermost folder inwards, none of which leads out of it. */
function plainPath(name: string): string[] {
  const parts = name.replaceAll('\\', '/').replaceAll('\0', '').split('/');
  const plain = parts.filter(part => part !== '' && !/^\.+$/.test(part)).map(part => part.slice(-120));
  return plain.length === 0 ? ['upload'] : plain;
}

/** Nothing uploaded outlives its session: what was imported is in `sources/`. */
export function clearUploads(project: string): void {
  rmSync(uploadsOf(project), { recursive: true, force: true });
}
