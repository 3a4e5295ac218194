import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataset, jobs } from '../../native-bridge/contract/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { startCore } from '../core-process.ts';
import { mails } from '../installation.ts';
import { undoLast } from '../session-work.ts';
import { JOB_PROGRAM, putJobs, standInHome, training } from '../stand-in.ts';
import { temporaryFolder, until } from '../temporary.ts';

const DAY_MS = 24 * 3600 * 1000;
const CLOCK = join(import.meta.dirname, '../fixtures/shifted-clock/program.ts');

test('FLT-50 a clock that jumps back and forward by a day under a job changes nothing but the times that are told', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'project');
  const set = (days: number): string => folder.write('clock', String(days * DAY_MS));
  const env = { LUTHIER_TEST_CLOCK: set(0), LUTHIER_HOME: standInHome(folder.path, JOB_PROGRAM) };
  const [jobId] = putJobs(project, [training('steps', 80)]);
  if (jobId === undefined) throw new Error('no job was put');
  const core = await startCore(project, { env, flags: ['--import', CLOCK] });
  await using session = await openSession(project);
  const file = folder.write('mails.jsonl', mails(20));
  await session.follow(dataset.importFile, { file }, () => {});
  const [mine] = await session.ask(dataset.datasets, {});
  const datasetId = mine?.id as NonNullable<typeof mine>['id'];
  const edit = (text: string) => session.ask(dataset.editRow, { datasetId, row: 1, cells: { text } });
  const text = async () => (await session.ask(dataset.row, { datasetId, row: 1 })).cells.text;
  const job = () => session.ask(jobs.job, { jobId });
  const further = async (days: number): Promise<void> => {
    set(days);
    const { done } = await job();
    await until('steps after the jump', async () => (await job()).done > done + 5);
    const { state, startedAtMs, attempt } = await job();
    expect([state, attempt]).toEqual(['running', 1]);
    const lastedMs = Date.now() + days * DAY_MS - (startedAtMs ?? 0);
    expect(lastedMs).toBeGreaterThan(0);
    expect(lastedMs).toBeLessThan(60_000);
  };
  const seen: number[] = [];
  const following = session.follow(jobs.events, { jobId }, some => seen.push(...some.map(({ seq }) => seq)));

  await edit('first');
  await further(-1);
  await edit('second');
  await further(1);
  await edit('third');
  await further(-2);
  await undoLast(session, datasetId);
  expect(await text()).toBe('second');
  await undoLast(session, datasetId);
  expect(await text()).toBe('first');

  await following;
  const { state, startedAtMs, endedAtMs } = await job();
  expect(state).toBe('finished');
  expect((endedAtMs ?? 0) - (startedAtMs ?? 0)).toBeGreaterThan(3_000);
  expect((endedAtMs ?? 0) - (startedAtMs ?? 0)).toBeLessThan(60_000);
  expect(seen).toEqual(seen.map((_, index) => index + 1));
  core.kill('SIGTERM');
  await until('the core stops', () => core.exitCode !== null);
}, 60_000);

test('FLT-51 a core whose clock is a day behind finds a running job again, and does not take it for dead', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'project');
  const home = standInHome(folder.path, JOB_PROGRAM);
  const [jobId] = putJobs(project, [training('steps', 60)]);
  if (jobId === undefined) throw new Error('no job was put');
  const first = await startCore(project, { env: { LUTHIER_HOME: home } });
  await until('the job runs', async () => {
    await using session = await openSession(project);
    return (await session.ask(jobs.job, { jobId })).done > 3;
  });
  first.kill('SIGKILL');
  await until('the core is gone', () => first.signalCode !== null);

  const clock = folder.write('clock', String(-DAY_MS));
  const env = { LUTHIER_TEST_CLOCK: clock, LUTHIER_HOME: home };
  const second = await startCore(project, { env, flags: ['--import', CLOCK] });
  await using session = await openSession(project);
  const job = () => session.ask(jobs.job, { jobId });
  expect((await job()).state).toBe('running');
  await until('finished', async () => (await job()).state === 'finished');
  const { startedAtMs, endedAtMs, attempt } = await job();
  expect(attempt).toBe(1);
  expect((endedAtMs ?? 0) - (startedAtMs ?? 0)).toBeGreaterThanOrEqual(0);
  second.kill('SIGTERM');
  await until('the core stops', () => second.exitCode !== null);
}, 60_000);
