import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { withoutWayOut } from '../no-way-out.ts';
import { temporaryFolder } from '../temporary.ts';

const execute = promisify(execFile);
const PROGRAM = join(import.meta.dirname, '../fixtures/offline-loop/program.ts');

test('OFF-1 with the switch on the whole loop runs, and nothing of it ever wants to the outside', async () => {
  using folder = temporaryFolder();
  const [command, ...words] = withoutWayOut(folder, [process.execPath, PROGRAM, folder.path]);
  const { stdout } = await execute(command, words, { timeout: 280_000 });

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
