import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { LiveJob } from './live-job.ts';

test('a job whose process has ended sends no signal to whoever has its pid by then', async () => {
  using folder = temporaryFolder();
  const stranger = spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] });
  const end = once(stranger, 'exit');
  folder.write(
    'process.json',
    JSON.stringify({ pid: stranger.pid, startToken: 'of a process that has ended', startedAtMs: 1, attempt: 1 }),
  );
  using job = new LiveJob(folder.path, 1, {
    onEvents: () => {},
    // Another writer holds the database.
    onEnd: () => new Promise(() => {}),
    onBrokenLine: () => {},
    onTrouble: error => {
      throw error;
    },
  });

  job.exited({ code: 0, signal: 0 });
  job.cancel();
  stranger.stdin.end('here');

  expect(await end).toEqual([0, null]);
});
