import { chmodSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { copyFile, linkOrCopy } from './copy.ts';

const MIB = 1024 * 1024;

test('a copy has the bytes and the permissions of the file, and says how many have come', async () => {
  using folder = temporaryFolder();
  const from = folder.write('from 来源', Buffer.alloc(3 * MIB + 7, 'luthier'));
  chmodSync(from, 0o755);
  const to = join(folder.path, 'new', 'to');
  const came: number[] = [];

  await copyFile(from, to, { signal: new AbortController().signal, copied: bytes => came.push(bytes) });

  expect(readFileSync(to).equals(readFileSync(from))).toBe(true);
  expect([statSync(to).mode & 0o777, came.reduce((sum, bytes) => sum + bytes)]).toEqual([0o755, 3 * MIB + 7]);
});

test('a copy is ended in the middle, with the reason of who ended it', async () => {
  using folder = temporaryFolder();
  const from = folder.write('from', '');
  truncateSync(from, 256 * MIB);
  const to = join(folder.path, 'to');
  const stop = new AbortController();
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  }, 0);
  const copied = (): void => {
    if (turns > 1) stop.abort(new Error('somebody wants it to end'));
  };

  await expect(copyFile(from, to, { signal: stop.signal, copied })).rejects.toThrow('somebody wants it to end');
  clearInterval(others);

  expect(statSync(to).size).toBeLessThan(256 * MIB);
});

test('on the same disk a file gets a second name, and counts as come at once', async () => {
  using folder = temporaryFolder();
  const from = folder.write('from', 'bytes');
  const to = join(folder.path, 'to');
  const came: number[] = [];

  await linkOrCopy(from, to, { signal: new AbortController().signal, copied: bytes => came.push(bytes) });

  expect([statSync(to).ino === statSync(from).ino, came]).toEqual([true, [5]]);
});
