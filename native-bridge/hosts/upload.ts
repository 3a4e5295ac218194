import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asDiskError } from '../core/files.ts';

/**
 * Keeps a file that the page sends, under its own name in a folder of its own, and returns its path. Import takes a
 * copy; the folder is emptied at the next start.
 */
export async function takeUpload(project: string, name: string, request: IncomingMessage): Promise<string> {
  const folder = join(uploadsOf(project), randomBytes(8).toString('hex'));
  const plain = basename(name.replaceAll('\\', '/')).replaceAll('\0', '').replace(/^\.+$/, '').slice(-120) || 'upload';
  const file = join(folder, plain);
  try {
    mkdirSync(folder, { recursive: true });
    await pipeline(request, createWriteStream(file, { flags: 'wx' }));
    return file;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw asDiskError(error, project);
  }
}

/** Nothing uploaded outlives its session: what was imported is in `sources/`. */
export function clearUploads(project: string): void {
  rmSync(uploadsOf(project), { recursive: true, force: true });
}

function uploadsOf(project: string): string {
  return join(project, '.core', 'uploads');
}
