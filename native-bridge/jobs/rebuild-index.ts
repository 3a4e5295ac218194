import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JobSpec, ProcessFile } from '../contract/index.ts';
import { readJson } from '../core/files.ts';
import type { JobRecord, JobTable } from '../store/jobs.ts';
import { FOLDERS, recordOf } from './job-record.ts';
import { statusOf } from './live-job.ts';
import { isAlive } from './process.ts';

/** Brings job folders that the index does not know (copied in, or the index was lost) into it. Returns how many. */
export function rebuildIndex(project: string, store: JobTable): number {
  const missing = Object.values(FOLDERS)
    .flatMap(kind => foldersIn(join(project, kind)))
    .map(folder => ({ folder, spec: JobSpec.safeParse(readJson(join(folder, 'job.json'))).data }))
    .flatMap(({ folder, spec }) => (spec && !store.find(spec.id) ? [{ folder, spec }] : []));
  for (const { folder, spec } of missing) store.insert(fromFolder(folder, recordOf(spec, 0)));
  return missing.length;
}

/** What a folder says about how far its job came. One that never began is set aside as cancelled. */
function fromFolder(folder: string, record: JobRecord): JobRecord {
  const process = ProcessFile.safeParse(readJson(join(folder, 'process.json'))).data;
  if (process === undefined) return { ...record, state: 'cancelled' };

  const status = statusOf(folder, process.attempt);
  const running = status === null && isAlive(process);
  return {
    ...record,
    attempt: process.attempt,
    startedAtMs: process.startedAtMs,
    state: status?.state ?? (running ? 'running' : 'interrupted'),
    error: status?.error ?? null,
    // The clock may have been set back meanwhile.
    endedAtMs: status && Math.max(status.endedAtMs, process.startedAtMs),
  };
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => join(folder, entry.name));
  } catch {
    return [];
  }
}
