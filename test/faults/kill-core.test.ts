import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type JobState, jobs } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { processOf } from '../../native-bridge/jobs/live-job.ts';
import { isAlive } from '../../native-bridge/jobs/process.ts';
import { startCore } from '../core-process.ts';
import { temporaryFolder, until } from '../temporary.ts';
import { readyToTrain, train } from '../training-project.ts';

test('R9 a core that is killed leaves the training running, and the next core shows it live to its end', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'project');
  const first = await startCore(project);
  const run = await (async () => {
    await using session = await openSession(project);
    const run = await train(session, await readyToTrain(session, folder), 'long', 400);
    await until('steps', async () => (await session.ask(jobs.job, { jobId: run.id })).done > 5, 60_000);
    return run;
  })();
  const job = join(project, 'runs', run.id);
  const worker = processOf(job, 1);
  if (worker === null) throw new Error('the job did not say who it is');

  first.kill('SIGKILL');
  await until('the core is gone', () => first.signalCode !== null);
  const lines = () => readFileSync(join(job, 'events.jsonl'), 'utf8').split('\n').length;
  const before = lines();
  await until('the training goes on without a core', () => lines() > before + 10, 30_000);
  expect(isAlive(worker)).toBe(true);

  const second = await startCore(project);
  try {
    await using session = await openSession(project);
    const found = await session.ask(jobs.job, { jobId: run.id });
    expect(['running', 'finished']).toContain(found.state);
    const seen: number[] = [];
    const words: string[] = [];
    await Promise.all([
      session.follow(jobs.events, { jobId: run.id }, some => seen.push(...some.map(({ seq }) => seq))),
      session.follow(jobs.terminal, { jobId: run.id }, ({ text }) => words.push(text)),
    ]);
    expect(seen).toEqual(seen.map((_, index) => index + 1));
    expect(words.join('')).not.toBe('');
    expect(await session.ask(jobs.job, { jobId: run.id })).toMatchObject({ state: 'finished', attempt: 1 });
  } finally {
    second.kill('SIGTERM');
    await until('the second core stops by itself', () => second.exitCode !== null);
  }
}, 150_000);

test('R9 a training that is killed is interrupted, and resuming goes on from its last whole checkpoint', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'project');
  await using session = await openSession(project);
  const run = await train(session, await readyToTrain(session, folder), 'long', 200);
  const job = join(project, 'runs', run.id);
  const state = async (): Promise<JobState> => (await session.ask(jobs.job, { jobId: run.id })).state;
  await until('a checkpoint', () => existsSync(join(job, 'checkpoints')) && checkpointsIn(job) > 1, 60_000);

  process.kill(processOf(job, 1)?.pid ?? 0, 'SIGKILL');
  await until('interrupted', async () => (await state()) === 'interrupted');
  await session.ask(jobs.resume, { jobId: run.id });
  await until('finished', async () => (await state()) === 'finished', 90_000);

  const started = eventsOf(job).filter(({ kind }) => kind === 'started');
  expect(started).toHaveLength(2);
  expect(started[1]?.resumedFrom).toBeGreaterThanOrEqual(5);
}, 150_000);

function eventsOf(job: string): { kind: string; resumedFrom?: number }[] {
  return readFileSync(join(job, 'events.jsonl'), 'utf8')
    .split('\n')
    .flatMap(line => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}

function checkpointsIn(job: string): number {
  return eventsOf(job).filter(({ kind }) => kind === 'checkpoint').length;
}
