import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary.ts';

const execute = promisify(execFile);
const FIXTURES = join(import.meta.dirname, '../fixtures');

/** A disk of so many MiB that only the program sees, gone with it; the path of it is the first argument of the program. */
async function onSmallDisk(mebibytes: number, program: string, args: readonly string[]): Promise<unknown> {
  using folder = temporaryFolder();
  const mount = `mount -t tmpfs -o size=${mebibytes}m tmpfs "$0" && exec "$@"`;
  const run = [process.execPath, join(FIXTURES, program, 'program.ts'), folder.path, ...args];
  const { stdout } = await execute('unshare', ['-rm', 'sh', '-c', mount, folder.path, ...run]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

const lines = (count: number) =>
  Array.from(
    { length: count },
    (_, row) => `{"text":"a text that is number ${row} of them","label":"l${row % 2}"}\n`,
  ).join('');

test('FLT-22 a disk that fills up half-way through an import, a freeze, an edit or an export costs nothing that was there', async () => {
  using folder = temporaryFolder();
  const small = folder.write('small.jsonl', lines(20_000));
  const big = folder.write('big.jsonl', lines(450_000));

  expect(await onSmallDisk(64, 'small-disk', [small, big])).toEqual({
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

const NOTHING = { rows: 0, sources: [] };

test.each(['rows.jsonl', 'rows.jsonl.gz'])(
  'FLT-27 a disk that is full at half of an import of %s leaves nothing of it, and with room it comes in whole',
  async name => {
    using folder = temporaryFolder();
    const bytes = Buffer.from(lines(600_000));
    const content = name.endsWith('.gz') ? gzipSync(bytes) : bytes;
    const file = folder.write(name, content);

    // The text takes 36 MiB, the rows in the database 55, its log about 18.
    const said = await onSmallDisk(178, 'half-full-disk', [file, '100']);

    expect(said).toEqual({
      full: { end: 'disk.full', reached: expect.toSatisfy((reached: number) => reached > 0.4 && reached < 0.95) },
      leftOnFullDisk: NOTHING,
      datasets: 0,
      leftAtNextStart: NOTHING,
      again: '600000 rows',
    });
    expect(readFileSync(file).equals(content)).toBe(true);
  },
  60_000,
);

test('FLT-28 an archive that does not fit on the disk once it is unpacked leaves nothing', async () => {
  using folder = temporaryFolder();
  const member = gzipSync(lines(100_000));
  const file = folder.write('rows.jsonl.gz', Buffer.concat(Array.from({ length: 20 }, () => member)));

  expect(await onSmallDisk(64, 'half-full-disk', [file, '0'])).toMatchObject({
    full: { end: 'disk.full' },
    leftOnFullDisk: NOTHING,
    datasets: 0,
    leftAtNextStart: NOTHING,
    again: 'disk.full',
  });
}, 60_000);
