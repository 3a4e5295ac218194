import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { versioning } from '../../contract/index.ts';
import { EXPORTS } from '../../core/exports.ts';
import type { Handlers } from '../../core/router.ts';
import { UNFINISHED } from '../../core/whole-file.ts';
import type { DatasetTable } from '../../store/datasets.ts';
import type { originTable } from '../../store/origins.ts';
import type { VersionTable } from '../../store/versions.ts';
import { tellWork, type WorkPlace, workStarter } from '../../store/work.ts';
import type { Writes } from '../../store/writes.ts';
import { comparisonsOf, differences } from './differences.ts';
import { describe } from './freeze.ts';
import type { WORKS } from './work.ts';

const start = workStarter<typeof WORKS>(new URL('./work.ts', import.meta.url));

export interface VersionsDeps {
  readonly place: WorkPlace;
  readonly datasets: DatasetTable;
  readonly versions: VersionTable;
  readonly origins: ReturnType<typeof originTable>;
  readonly writes: Writes;
  onBug(where: string, error: unknown): void;
}

/** The versions slice: what a dataset was at some moment, what came of it, and new datasets made of others. */
export function versionsHandlers(deps: VersionsDeps): Handlers<typeof versioning> {
  const { place, datasets, versions, origins, writes } = deps;
  const { project } = place;
  sweep(project);
  const bugIn = (name: string) => (error: unknown) => deps.onBug(`versions/${name}`, error);
  return {
    versions: () => versions.versions(),
    freeze: (request, emit, end) =>
      tellWork(onProgress => start(place, 'freeze', request, onProgress), emit, end, bugIn('freeze')),
    rename: ({ hash, name }) =>
      writes.write(() => {
        versions.version(hash);
        const renamed = versions.rename(hash, name);
        describe(project, renamed);
        return renamed;
      }),
    compare: (both, emit, end) =>
      tellWork(onProgress => start(place, 'compare', both, onProgress), emit, end, bugIn('compare')),
    differences: page => differences(project, page),
    restore: (request, emit, end) =>
      tellWork(onProgress => start(place, 'restore', request, onProgress), emit, end, bugIn('restore')),
    exportRows: (request, emit, end) =>
      tellWork(onProgress => start(place, 'exportRows', request, onProgress), emit, end, bugIn('exportRows')),
    combine: (request, emit, end) =>
      tellWork(onProgress => start(place, 'combine', request, onProgress), emit, end, bugIn('combine')),
    origin: ({ datasetId }) => origins.origin(datasets.key(datasetId)),
  };
}

/** Where the page fetches an export that lies in the project; null for any other path. */
export function exportedFile(project: string, path: string): string | null {
  const name = path.startsWith(`${EXPORTS}/`) ? path.slice(EXPORTS.length + 1) : '';
  if (name === '' || name.startsWith('.') || /[\\/\0]/.test(name)) return null;
  const file = join(project, EXPORTS, name);
  return existsSync(file) ? file : null;
}

/** What a core left that was killed half-way, and comparisons of the last time. */
function sweep(project: string): void {
  rmSync(comparisonsOf(project), { recursive: true, force: true });
  for (const folder of [join(project, 'versions'), join(project, EXPORTS)].filter(existsSync)) {
    for (const name of readdirSync(folder).filter(name => name.startsWith(UNFINISHED))) {
      rmSync(join(folder, name), { force: true });
    }
  }
}
