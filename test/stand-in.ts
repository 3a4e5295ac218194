import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRACT_VERSION, type JobId, jobs, type TrainJob } from '../native-bridge/contract/index.ts';
import { newId } from '../native-bridge/core/ids.ts';
import type { Session } from '../native-bridge/hosts/session.ts';
import { recordOf } from '../native-bridge/jobs/job-record.ts';
import { jobTable } from '../native-bridge/store/jobs.ts';
import { DATABASE_FILE, openDatabase } from '../native-bridge/store/open.ts';

/** Folders of packages that are called `luthier` and stand in for Python's: real processes that keep the protocol. */
export const JOB_PROGRAM = join(import.meta.dirname, 'fixtures/job-program');
export const FLOOD_PROGRAM = join(import.meta.dirname, 'fixtures/flood-program');

/** A training for a program that stands in: its title says what it does, its seed how much. */
export function training(title: string, seed: number): TrainJob {
  return {
    kind: 'train',
    id: newId('run') as TrainJob['id'],
    contractVersion: CONTRACT_VERSION,
    title,
    createdAtMs: Date.now(),
    device: 'auto',
    seed,
    version: { path: 'v', sha256: 'a'.repeat(64), textColumn: 'text', labelColumn: 'label' } as TrainJob['version'],
    modelId: 'md_000000000000' as TrainJob['modelId'],
    model: { path: 'm', adapterPath: null },
    task: { kind: 'classify', instruction: '{text}', labels: ['a', 'b'], maxTextTokens: 8 },
    methodId: 'lora',
    params: {},
    schedule: {},
  };
}

/** A home in the folder whose environment runs `program` instead of what computes; for `LUTHIER_HOME`. */
export function standInHome(folder: string, program: string, python = 'python3'): string {
  const home = join(folder, 'home');
  standInPython(join(home, 'environments/stand-in'), program, python);
  writeFileSync(join(home, 'environments/current.json'), JSON.stringify({ current: 'stand-in', previous: null }));
  return home;
}

/** Makes the interpreter of an environment run `program`. */
export function standInPython(environment: string, program: string, python = 'python3'): void {
  const bin = join(environment, 'bin');
  mkdirSync(bin, { recursive: true });
  rmSync(join(bin, 'python'), { force: true });
  writeFileSync(join(bin, 'python'), `#!/bin/sh\nPYTHONPATH='${program}' exec '${python}' "$@"\n`);
  chmodSync(join(bin, 'python'), 0o755);
}

/** Puts jobs into a project that is not open: a core that opens it starts them, or resumes those that are cancelled. */
export function putJobs(
  project: string,
  wanted: readonly TrainJob[],
  state: 'queued' | 'cancelled' = 'queued',
): JobId[] {
  mkdirSync(project, { recursive: true });
  const db = openDatabase(join(project, DATABASE_FILE));
  const table = jobTable(db);
  for (const [place, job] of wanted.entries()) {
    const record = { ...recordOf(job, place), state };
    mkdirSync(join(project, record.folder), { recursive: true });
    writeFileSync(join(project, record.folder, 'job.json'), JSON.stringify(job));
    table.insert(record);
  }
  db.close();
  return wanted.map(({ id }) => id);
}

/** Puts the folder of a job into a project that is not open: its next core finds it, and asks what became of it. */
export function putJob(project: string, job: TrainJob): TrainJob['id'] {
  const folder = join(project, 'runs', job.id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
  return job.id;
}

export const stateOf = async (session: Session, jobId: TrainJob['id']) =>
  (await session.ask(jobs.job, { jobId })).state;
