import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRACT_VERSION, jobs, type TrainJob } from '../native-bridge/contract/index.ts';
import { newId } from '../native-bridge/core/ids.ts';
import type { Session } from '../native-bridge/hosts/session.ts';

/** A package that keeps the protocol of jobs and computes nothing; its own words say what it does by the title of a job. */
export const JOB_PROGRAM = join(import.meta.dirname, 'fixtures/job-program');

/** A training as the program runs it: as many steps of 50 ms. */
export function programJob(title: string, steps: number): TrainJob {
  return {
    kind: 'train',
    id: newId('run') as TrainJob['id'],
    contractVersion: CONTRACT_VERSION,
    title,
    createdAtMs: Date.now(),
    device: 'auto',
    seed: steps,
    version: { path: 'v', sha256: 'a'.repeat(64), textColumn: 'text', labelColumn: 'label' } as TrainJob['version'],
    modelId: 'md_000000000000' as TrainJob['modelId'],
    model: { path: 'm', adapterPath: null },
    task: { kind: 'classify', instruction: '{text}', labels: ['a', 'b'], maxTextTokens: 8 },
    methodId: 'lora',
    params: {},
    schedule: {},
  };
}

/** A home of Luthier whose environment is the program: what a core with `LUTHIER_HOME` there takes for its Python. */
export function homeOfProgram(home: string): string {
  const bin = join(home, 'environments', 'program', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(home, 'environments', 'current.json'), JSON.stringify({ current: 'program', previous: null }));
  writeFileSync(join(bin, 'python'), `#!/bin/sh\nPYTHONPATH='${JOB_PROGRAM}' exec python3 "$@"\n`);
  chmodSync(join(bin, 'python'), 0o755);
  return home;
}

/** Puts a job into a project that is not open: its next core finds the folder. */
export function putJob(project: string, job: TrainJob): TrainJob['id'] {
  const folder = join(project, 'runs', job.id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
  return job.id;
}

export const stateOf = async (session: Session, jobId: TrainJob['id']) =>
  (await session.ask(jobs.job, { jobId })).state;
