import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary.ts';

const execute = promisify(execFile);
const PROGRAM = join(import.meta.dirname, '../fixtures/offline-loop/program.ts');

test('OFF-1 with the switch on the whole loop runs, and nothing of it ever wants to the outside', async () => {
  using folder = temporaryFolder();
  // A name server that there is no way to: also a question for a name counts.
  const names = folder.write('resolv.conf', 'nameserver 192.0.2.1\noptions timeout:1 attempts:1\n');
  const alone = 'mount --bind "$0" /etc/resolv.conf && exec "$@"';
  const run = [process.execPath, PROGRAM, folder.path];
  const { stdout } = await execute('unshare', ['-rnm', 'sh', '-c', alone, names, ...run], { timeout: 280_000 });

  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    offline: true,
    training: 'finished',
    evaluation: 'finished',
    attention: 'finished',
    export: 'finished',
    plan: true,
    hub: 'settings.offline',
    wantedOut: 0,
    countRises: true,
  });
}, 300_000);
