import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jobs } from '../../native-bridge/contract/index.ts';
import { pythonOf } from '../../native-bridge/features/environment/index.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { startCore } from '../core-process.ts';
import { INSTALLATION } from '../installation.ts';
import { FLOOD_PROGRAM, putJobs, standInHome, training } from '../stand-in.ts';
import { temporaryFolder, until } from '../temporary.ts';

/** By hand with `LUTHIER_FLOOD="500 50 1000000"`; here a tenth of it, since it is run often. */
const [LINES, LONG_LINE, METRICS] = (process.env.LUTHIER_FLOOD ?? '60 10 200000').split(' ').map(Number) as [
  number,
  number,
  number,
];
const MIB = 1024 * 1024;
const MOST_GROWTH = 100 * MIB;
const ANSWER_MS = 150;

const memoryOf = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

test('R12 a job that floods its terminal and its events costs the core little memory, loses nothing, and is cancelled at once', async () => {
  using folder = temporaryFolder();
  const project = join(folder.path, 'project');
  const home = standInHome(folder.path, FLOOD_PROGRAM, pythonOf(INSTALLATION).executable);
  const title = `${LINES} ${LONG_LINE} ${METRICS}`;
  const [whole, endless] = putJobs(project, [training(title, 0), training(title, 1)], 'cancelled');
  if (whole === undefined || endless === undefined) throw new Error('no jobs were put');
  const core = await startCore(project, { env: { LUTHIER_HOME: home } });
  await using session = await openSession(project);
  await session.ask(jobs.jobs, {});
  const before = memoryOf(core.pid);
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(core.pid));
  }, 50);

  await session.ask(jobs.resume, { jobId: whole });
  const steps: number[] = [];
  let lastSeq = 0;
  let textBytes = 0;
  let skipped = 0;
  const following = Promise.all([
    session.follow(jobs.events, { jobId: whole }, some => {
      for (const event of some) {
        if (event.kind === 'metric') steps.push(event.step);
        lastSeq = event.seq;
      }
    }),
    session.follow(jobs.terminal, { jobId: whole }, ({ text, skippedBytes = 0 }) => {
      textBytes += Buffer.byteLength(text);
      skipped += skippedBytes;
    }),
  ]);
  await following;
  const log = join(project, 'runs', whole, 'terminal.log');
  expect((await session.ask(jobs.job, { jobId: whole })).state).toBe('finished');
  expect(steps).toHaveLength(METRICS);
  expect(steps.every((step, index) => step === index)).toBe(true);
  expect(lastSeq).toBe(METRICS + 2);
  expect(statSync(log).size).toBe((LINES + LONG_LINE) * MIB + 1);
  expect(textBytes + skipped).toBe(statSync(log).size);

  await session.ask(jobs.resume, { jobId: endless });
  const flooded = join(project, 'runs', endless, 'terminal.log');
  const leave = new AbortController();
  const beside = session.follow(jobs.events, { jobId: endless }, () => {}, leave.signal);
  await until('the flood', () => existsSync(flooded) && statSync(flooded).size > 10 * MIB);
  const asked = performance.now();
  await session.ask(jobs.cancel, { jobId: endless });
  const answeredMs = performance.now() - asked;
  await until('its end', async () => (await session.ask(jobs.job, { jobId: endless })).state === 'cancelled');
  const endedMs = performance.now() - asked;
  leave.abort();
  await beside;
  clearInterval(watch);
  const grownMiB = Math.round((most - before) / MIB);
  if (process.env.LUTHIER_FLOOD) console.log({ grownMiB, answeredMs, endedMs });
  expect(most - before).toBeLessThan(MOST_GROWTH);
  expect(answeredMs).toBeLessThan(ANSWER_MS);
  expect(endedMs).toBeLessThan(5_000);
  core.kill('SIGTERM');
  await until('the core stops', () => core.exitCode !== null);
}, 120_000);
