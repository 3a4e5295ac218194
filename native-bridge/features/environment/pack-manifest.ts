import { createHash } from 'node:crypto';
import { createReadStream, type Dirent, readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { TorchBuild } from '../../contract/index.ts';

export const MANIFEST = 'manifest.json';

/** What an offline pack says of itself. It is written last: a pack without one was not finished. */
export const PackManifest = z.object({
  format: z.literal(1),
  kind: z.literal('luthier-offline-pack'),
  luthierVersion: z.string(),
  lockSha256: z.string(),
  groups: z.array(z.string()),
  torch: TorchBuild,
  platform: z.string(),
  arch: z.string(),
  /** Version of the Python that the wheels are for: `3.11`. */
  python: z.string(),
  /** An interpreter in the pack: its archive, and where in it the executable lies. */
  interpreter: z.object({ archive: z.string(), folder: z.string(), executable: z.string() }).nullable(),
  uv: z.string().nullable(),
  starter: z.boolean(),
  createdAtMs: z.int(),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.int().nonnegative(), sha256: z.string() })).min(1),
});
export type PackManifest = z.infer<typeof PackManifest>;

/** SHA-256 of a file; `read` hears how many bytes of it have been read. */
export async function hashOf(path: string, signal: AbortSignal, read: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(
    createReadStream(path, { highWaterMark: 1024 * 1024 }),
    async function* hashing(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        read(chunk.length);
      }
      yield* [];
    },
    async chunks => {
      for await (const _ of chunks);
    },
    { signal },
  );
  return hash.digest('hex');
}

/** Every file below a folder by its path with slashes, in order, with its size. */
export async function filesBelow(folder: string): Promise<{ path: string; sizeBytes: number }[]> {
  const entries: Dirent[] = readdirSync(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const files = paths.map(async path => ({
    path: relative(folder, path).split(sep).join('/'),
    sizeBytes: (await stat(path)).size,
  }));
  return (await Promise.all(files)).sort((a, b) => (a.path < b.path ? -1 : 1));
}
