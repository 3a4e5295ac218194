import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary.ts';

const run = promisify(execFile);
const PROGRAM = join(import.meta.dirname, '../fixtures/small-disk/program.ts');

/** A disk of 64 MiB that only the program sees, gone with it. */
const SMALL_DISK = 'mount -t tmpfs -o size=64m tmpfs "$1" && shift && exec "$@"';

test('FLT-22 a disk that fills up half-way through an import, a freeze, an edit or an export costs nothing that was there', async () => {
  using folder = temporaryFolder();
  const disk = join(folder.path, 'disk');
  mkdirSync(disk);
  const lines = (count: number) =>
    Array.from(
      { length: count },
      (_, row) => `{"text":"a text that is number ${row} of them","label":"l${row % 2}"}\n`,
    );
  const small = folder.write('small.jsonl', lines(20_000).join(''));
  const big = folder.write('big.jsonl', lines(450_000).join(''));

  const { stdout } = await run('unshare', [
    ...['-rm', 'sh', '-c', SMALL_DISK, 'sh', disk],
    ...[process.execPath, PROGRAM, disk, small, big],
  ]);

  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    small: 'fine',
    big: 'disk.full',
    afterBig: ['small 20000'],
    sources: 1,
    split: 'fine',
    freeze: 'disk.full',
    versions: 0,
    edit: 'disk.full',
    rowAfterEdit: true,
    freezeAgain: 'fine',
    export: 'disk.full',
    leftovers: [],
    editAgain: 'fine',
  });
}, 60_000);
