import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatasetVersion } from '../contract/index.ts';
import { readJson } from '../core/files.ts';
import type { VersionTable } from './versions.ts';

/** Brings frozen versions that the index does not know into it: each has its description beside it. */
export function rebuildVersions(project: string, store: VersionTable): void {
  const folder = join(project, 'versions');
  if (!existsSync(folder)) return;
  const known = new Set<string>(store.versions().map(({ hash }) => hash));
  for (const file of readdirSync(folder).filter(name => name.endsWith('.json'))) {
    const version = DatasetVersion.safeParse(readJson(join(folder, file))).data;
    if (version && !known.has(version.hash) && existsSync(join(project, version.path))) store.insert(version);
  }
}
