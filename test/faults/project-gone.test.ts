import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openApp } from '../../native-bridge/app.ts';
import { dataset, duplicates, type ImportEvent, project, statistics } from '../../native-bridge/contract/index.ts';
import { serve } from '../../native-bridge/hosts/server.ts';
import { openSession } from '../../native-bridge/hosts/session.ts';
import { INSTALLATION, mails } from '../installation.ts';
import { work } from '../session-work.ts';
import { temporaryFolder, until } from '../temporary.ts';

const execute = promisify(execFile);
const FIXTURES = join(import.meta.dirname, '../fixtures');
const GONE = { code: 'project.gone' };

test('FLT-43 a project that is renamed while it is open refuses edits and work, tells of it, is read on, and goes on when it is back', async () => {
  using folder = temporaryFolder();
  const file = folder.write('mails.jsonl', mails(40));
  const home = join(folder.path, 'project');
  await using session = await openSession(home);
  await session.follow(dataset.importFile, { file }, () => {});
  const [mine] = await session.ask(dataset.datasets, {});
  const datasetId = mine?.id as NonNullable<typeof mine>['id'];
  const edit = (text: string) => session.ask(dataset.editRow, { datasetId, row: 1, cells: { text } });
  const text = async () => (await session.ask(dataset.row, { datasetId, row: 1 })).cells.text;
  const before = await text();
  const told: unknown[] = [];
  const leave = new AbortController();
  const watching = session.follow(project.watch, {}, event => told.push(event), leave.signal);

  renameSync(home, join(folder.path, 'away'));
  await expect(edit('lost')).rejects.toMatchObject(GONE);
  await expect(work(session, statistics.compute, { datasetId })).rejects.toMatchObject(GONE);
  await expect(work(session, duplicates.find, { datasetId, threshold: 0.8 })).rejects.toMatchObject(GONE);
  const heard: ImportEvent[] = [];
  await session.follow(dataset.importFile, { file }, event => heard.push(event));
  expect(heard.at(-1)).toMatchObject({ kind: 'failed', error: GONE });
  await until('it is told', () => told.length > 0);
  expect(await session.ask(project.place, {})).toEqual({ folder: home, place: 'gone' });
  expect(await text()).toEqual(before);
  expect(existsSync(home)).toBe(false);

  renameSync(join(folder.path, 'away'), home);
  await edit('kept');
  expect(await text()).toBe('kept');
  expect((await work(session, statistics.compute, { datasetId })).rows).toBe(40);
  leave.abort();
  await watching;
  await session[Symbol.asyncDispose]();
  await using again = await openSession(home);
  expect((await again.ask(dataset.row, { datasetId, row: 1 })).cells.text).toBe('kept');
});

test('FLT-44 a project that is removed while it is served takes no upload and is not begun anew', async () => {
  using folder = temporaryFolder();
  const home = join(folder.path, 'project');
  using app = openApp(home, INSTALLATION);
  await using serving = await serve(app, { page: null });
  rmSync(home, { recursive: true });

  const answer = await fetch(`${serving.address}/upload?name=a.jsonl`, {
    method: 'POST',
    headers: { authorization: `Bearer ${serving.token}` },
    body: '{}',
  });

  expect([answer.status, await answer.json()]).toEqual([507, expect.objectContaining(GONE)]);
  expect(existsSync(home)).toBe(false);
});

/** Runs a program that sees the folder on a disk that cannot be written, and nobody else does. */
async function onReadOnlyDisk(folder: string, command: readonly string[]) {
  const mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
  return await execute('unshare', ['-rm', 'sh', '-c', mount, folder, ...command]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }) as { code: number; stdout: string; stderr: string },
  );
}

const MAIN = join(INSTALLATION.root, 'native-bridge/hosts/cli/main.ts');

test.each(['one that is there', 'one that would be new'])(
  'FLT-45 a project on a disk that cannot be written is refused by the command line and by the process of the core, with a way out: %s',
  async which => {
    using folder = temporaryFolder();
    const home = join(folder.path, 'project');
    if (which === 'one that is there') spawnSync(process.execPath, [MAIN, '-p', home, 'datasets']);
    const before = readdirSync(folder.path, { recursive: true });

    const told = await onReadOnlyDisk(folder.path, [process.execPath, MAIN, '-p', home, '--json', 'datasets']);
    const core = await onReadOnlyDisk(folder.path, [process.execPath, join(FIXTURES, 'core-process/program.ts'), home]);

    expect([told.code, JSON.parse(told.stdout)]).toEqual([
      1,
      {
        error: expect.objectContaining({
          code: 'project.read_only',
          hint: expect.stringContaining('Copy the project'),
        }),
      },
    ]);
    expect(told.stderr).toContain(home);
    expect(JSON.parse(core.stdout)).toEqual([
      { kind: 'refused', error: expect.objectContaining({ code: 'project.read_only', facts: { folder: home } }) },
      'ended with 0',
    ]);
    expect(readdirSync(folder.path, { recursive: true })).toEqual(before);
  },
  30_000,
);

test('FLT-46 a disk that cannot be written any more while the project is open costs no edit that was made, and the core goes on', async () => {
  using folder = temporaryFolder();
  const file = folder.write('mails.jsonl', mails(40));
  const program = join(FIXTURES, 'read-only-disk/program.ts');
  const home = join(folder.path, 'project');

  const { stdout } = await execute('unshare', ['-rm', process.execPath, program, home, file]);

  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    edit: 'project.read_only',
    clean: 'project.read_only',
    import: 'project.read_only',
    place: 'readOnly',
    text: 'before',
    editAgain: 'fine',
    textAtTheEnd: 'after',
  });
}, 30_000);
