import { appendFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/temporary.ts';
import { bytesGrowing, grownTo, newGrowth, stopGrowth, tellGrowth } from './growth.ts';

test('a file is read to its end while it is being written, and not beyond what is there', async () => {
  using folder = temporaryFolder();
  const path = folder.write('growing.txt', '');
  const parts = ['first ', 'second ', 'third'];
  const growth = newGrowth();
  const file = { path, name: 'growing.txt', sizeBytes: parts.join('').length, growth };
  const read = text(bytesGrowing(file, 4));
  let written = 0;
  for (const part of parts) {
    await setTimeout(5);
    // More than is told of: as the rest of a chunk that is being written.
    appendFileSync(path, part);
    written += part.length;
    tellGrowth(growth, written);
  }

  expect(await read).toBe('first second third');
  expect(await grownTo(file, Number.MAX_SAFE_INTEGER)).toBe(file.sizeBytes);
});

test('who waits for more of a copy that failed is told so', async () => {
  using folder = temporaryFolder();
  const growth = newGrowth();
  const file = { path: folder.write('half.txt', 'half'), name: 'half.txt', sizeBytes: 8, growth };
  tellGrowth(growth, 4);
  expect(await grownTo(file, 4)).toBe(4);
  const waiting = grownTo(file, 8);
  stopGrowth(growth);

  await expect(waiting).rejects.toMatchObject({ code: 'import.changed', where: undefined });
});
