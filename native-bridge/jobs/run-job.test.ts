import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JOB_PROGRAM, training } from '../../test/stand-in.ts';
import { type TemporaryFolder, temporaryFolder, until } from '../../test/temporary.ts';
import { processOf, statusOf } from './live-job.ts';
import { runDetached } from './run-job.ts';

const PYTHON = { executable: 'python3', packages: JOB_PROGRAM };

function putJob(folder: TemporaryFolder, title: string, steps: number): string {
  const job = join(folder.path, 'runs', title);
  mkdirSync(job, { recursive: true });
  folder.write(join('runs', title, 'job.json'), JSON.stringify(training(title, steps)));
  return job;
}

test('a job without a terminal, as on Windows, goes on when who started it has ended', async () => {
  using folder = temporaryFolder();
  const job = putJob(folder, 'long', 40);
  const script = `
    import { runDetached } from ${JSON.stringify(join(import.meta.dirname, 'run-job.ts'))};
    runDetached(${JSON.stringify(PYTHON)}, ${JSON.stringify(folder.path)}, ${JSON.stringify(job)}, () => {});
  `;
  execFileSync(process.execPath, ['--input-type=module', '-e', script]);

  expect(statusOf(job, 1)).toBe(null);
  await until('it has ended by itself', () => statusOf(job, 1)?.state === 'finished', 10_000);
  expect(readFileSync(join(job, 'terminal.log'), 'utf8')).toContain('step 40');
});

test('how a job without a terminal has ended is told, and one that cannot be started says so', async () => {
  using folder = temporaryFolder();
  const ends: unknown[] = [];
  const run = (title: string, steps: number) => {
    const job = putJob(folder, title, steps);
    return { job, process: runDetached(PYTHON, folder.path, job, exit => ends.push(exit)) };
  };

  run('memory', 1);
  await until('it has ended', () => ends.length === 1);
  const { job, process: killed } = run('long', 400);
  await until('it runs', () => existsSync(join(job, 'process.json')));
  expect(processOf(job, 1)?.pid).toBe(killed.pid);
  process.kill(killed.pid, 'SIGKILL');
  await until('it is gone', () => ends.length === 2);

  expect(ends).toEqual([
    { code: 74, signal: 0 },
    { code: 0, signal: 9 },
  ]);
  const nobody = { ...PYTHON, executable: join(folder.path, 'no-python') };
  expect(() => runDetached(nobody, folder.path, job, () => {})).toThrow('cannot be started');
});
