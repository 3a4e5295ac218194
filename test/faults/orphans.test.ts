import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { jobs, type TrainJob } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { processOf } from '../../native-bridge/jobs/live-job.ts';
import { isAlive } from '../../native-bridge/jobs/process.ts';
import { startTokenOf } from '../../python-env/build/processes.mjs';
import { startCore } from '../core-process.ts';
import { JOB_PROGRAM, putJob, standInHome, stateOf, training } from '../stand-in.ts';
import { temporaryFolder, until } from '../temporary.ts';

const WAYS = ['background', 'foreground', 'nohup', 'setsid', 'trap'];

/** A core in a process of its own, with a job that has started a child in each way there is. */
async function coreWithFamily() {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const env = { LUTHIER_HOME: standInHome(folder.path, JOB_PROGRAM) };
  const project = join(folder.path, 'project');
  const jobId: TrainJob['id'] = putJob(project, training('family', 4000));
  const core = await startCore(project, { env });
  await using session = await openSession(project);
  await session.ask(jobs.resume, { jobId });
  const job = join(project, 'runs', jobId);
  await until('all children are there', () => pidsIn(join(job, 'family')).length === WAYS.length);
  await until('it runs', async () => (await stateOf(session, jobId)) === 'running');
  const pids = pidsIn(join(job, 'family'));
  onTestFinished(() => pids.forEach(kill));
  return { core, env, project, jobId, job, alive: () => pids.filter(pid => startTokenOf(pid) !== null) };
}

test('R11 a job that is cancelled leaves nothing, in whatever way it started it', async () => {
  const { project, jobId, alive } = await coreWithFamily();
  expect(alive()).toHaveLength(WAYS.length);
  await using session = await openSession(project);

  await session.ask(jobs.cancel, { jobId });

  await until('nothing of it is alive', () => alive().length === 0, 5000);
  await until('it is cancelled', async () => (await stateOf(session, jobId)) === 'cancelled');
}, 30_000);

test('R11 what a job left that died without a core is ended by the next core, and whoever has its pid by then is not', async () => {
  const { core, env, project, jobId, job, alive } = await coreWithFamily();
  const worker = processOf(job, 1);
  if (worker === null) throw new Error('the job did not say who it is');
  core.kill('SIGKILL');
  await until('the core is gone', () => core.signalCode !== null);
  kill(worker.pid);
  await until('the job is gone', () => !isAlive(worker));
  expect(alive()).toHaveLength(WAYS.length);
  const stranger = spawn('sleep', ['600']);
  onTestFinished(() => void stranger.kill('SIGKILL'));
  writeFileSync(join(job, 'process.json'), JSON.stringify({ ...worker, pid: stranger.pid }));

  await startCore(project, { env });

  await using session = await openSession(project);
  await until('it is interrupted', async () => (await stateOf(session, jobId)) === 'interrupted');
  await until('nothing of it is alive', () => alive().length === 0, 5000);
  expect(startTokenOf(stranger.pid ?? 0)).not.toBeNull();
}, 30_000);

function pidsIn(family: string): number[] {
  try {
    return readdirSync(family).flatMap(way => Number(readFileSync(join(family, way), 'utf8')) || []);
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
