import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { askStart, killTree, processesOn } from '../../python-env/build/system-processes.mjs';
import { type TemporaryFolder, temporaryFolder, until } from '../../test/temporary.ts';
import { isAlive, isItself, isStillAlive } from './process.ts';
import { cancelFile, tellToEnd } from './tell-to-end.ts';

/** Another process, with its pid and when it began, as a job itself would write it on a system without /proc. */
async function stranger() {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return { child, pid: child.pid ?? 0, startToken: String(Date.now()) };
}

/** A program of Windows, as a script: what stands before its name is not a folder here. */
function putProgram(folder: TemporaryFolder, name: string, script: string): void {
  vi.stubEnv('SystemRoot', join(folder.path, 'root'));
  onTestFinished(() => void vi.unstubAllEnvs());
  chmodSync(folder.write(`root\\System32\\${name}`, `#!/bin/sh\n${script}\n`), 0o755);
}

const unix = processesOn('darwin');
const windows = processesOn('win32');

test('with ps a process is told by its pid and when it began, whatever zone and language the person has', async () => {
  vi.stubEnv('TZ', 'Asia/Tokyo');
  vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { child, pid, startToken } = await stranger();
  const earlier = { pid, startToken: String(Number(startToken) - 60_000) };

  expect([isAlive({ pid, startToken }, unix), isItself({ pid, startToken }, unix)]).toEqual([true, true]);
  expect([isAlive(earlier, unix), isItself(earlier, unix)]).toEqual([false, false]);
  expect(unix.list()).toContainEqual({ pid, parent: process.pid });
  expect([isStillAlive(earlier, unix), isStillAlive({ pid, startToken: '1' })]).toEqual([true, false]);

  child.kill('SIGKILL');
  await once(child, 'exit');
  expect([isAlive, isItself, isStillAlive].map(is => is({ pid, startToken }, unix))).toEqual([false, false, false]);
});

test('on Windows it is asked by PowerShell; one of which nothing is told runs on, and is not told to end', async () => {
  using folder = temporaryFolder();
  const { pid, startToken } = await stranger();
  const name = { pid, startToken };

  putProgram(folder, 'WindowsPowerShell\\v1.0\\powershell.exe', `echo ${startToken}`);
  expect([isAlive(name, windows), isItself(name, windows)]).toEqual([true, true]);
  expect([isAlive({ pid, startToken: '1' }, windows), isItself({ pid, startToken: '1' }, windows)]).toEqual([
    false,
    false,
  ]);

  putProgram(folder, 'WindowsPowerShell\\v1.0\\powershell.exe', 'echo "It is not allowed." && exit 1');
  expect([isAlive(name, windows), isItself(name, windows)]).toEqual([true, false]);
});

test('programs of Windows are named by their whole path, so that none of a project is taken for them', () => {
  expect(killTree(42, { SystemRoot: 'D:\\Windows' })).toEqual({
    file: 'D:\\Windows\\System32\\taskkill.exe',
    args: ['/PID', '42', '/T', '/F'],
  });
  expect(askStart(42, {})).toEqual({
    file: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    args: [
      ...['-NoProfile', '-NonInteractive', '-Command'],
      '([DateTimeOffset](Get-Process -Id 42 -ErrorAction Stop).StartTime).ToUnixTimeMilliseconds()',
    ],
  });
});

test('a job of Windows is asked to end by a file, and at last ended with all that it started', async () => {
  using folder = temporaryFolder();
  const { child, pid } = await stranger();
  const end = once(child, 'exit');
  const job = { folder: folder.path, pid: () => pid };
  putProgram(folder, 'taskkill.exe', `echo "$@" > '${join(folder.path, 'killed')}'; kill -KILL "$2"`);

  expect(tellToEnd({ ...job, pid: () => null }, 'SIGINT', 'win32')).toEqual([]);
  expect(existsSync(cancelFile(folder.path))).toBe(true);
  tellToEnd(job, 'SIGTERM', 'win32');
  tellToEnd({ ...job, pid: () => null }, 'SIGKILL', 'win32');
  expect(child.exitCode ?? child.signalCode).toBe(null);
  tellToEnd(job, 'SIGKILL', 'win32');

  expect(await end).toEqual([null, 'SIGKILL']);
  await until('it is said', () => existsSync(join(folder.path, 'killed')));
  expect(readFileSync(join(folder.path, 'killed'), 'utf8')).toBe(`/PID ${pid} /T /F\n`);
});
