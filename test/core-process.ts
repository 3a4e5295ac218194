import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { INSTALLATION } from './installation.ts';

/** A core in a process of its own, as `luthier serve` starts it. It is gone at the end of the test. */
export async function startCore(project: string, env: Readonly<Record<string, string>> = {}): Promise<ChildProcess> {
  const main = join(INSTALLATION.root, 'native-bridge/hosts/cli/main.ts');
  const core = spawn(process.execPath, [main, 'serve', '--project', project, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void core.kill('SIGKILL'));
  let said = '';
  core.stderr?.on('data', chunk => (said += chunk));
  await new Promise<void>((done, fail) => {
    core.stdout?.once('data', () => done());
    core.once('exit', code => fail(new Error(`the core ended with ${code}: ${said}`)));
  });
  return core;
}
