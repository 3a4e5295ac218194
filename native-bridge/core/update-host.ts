import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * The host that a packaged app asks for newer versions, as its packager wrote it beside the app in `root`; null for a
 * build that has nobody to ask.
 */
export function updateHost(root: string): string | null {
  try {
    const feed = parse(readFileSync(join(root, 'app-update.yml'), 'utf8')) as { readonly url?: unknown } | null;
    return new URL(String(feed?.url)).host;
  } catch {
    // No file, or one that names no address: the updater finds nobody in it either.
    return null;
  }
}
