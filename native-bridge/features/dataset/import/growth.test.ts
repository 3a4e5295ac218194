import { appendFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/temporary.ts';
import { bytesGrowing, grownTo, newGrowth, stopGrowth, tellGrowth } from './growth.ts';
import { copyOriginal, findOriginal } from './original.ts';
import { previewImport } from './preview.ts';
import { readPacked } from './read-packed.ts';

/** What is read of a file that is written while it is read, a part at a time. */
async function readGrowing(name: string, parts: readonly Buffer[], request = {}) {
  using folder = temporaryFolder();
  const path = folder.write(name, '');
  const growth = newGrowth();
  const sizeBytes = Buffer.concat(parts).length;
  const files = [{ path, name, sizeBytes, growth }];
  const original = { name, isFolder: false, files, sizeBytes };
  const rows = readPacked({ original, request: { file: path, ...request }, scratch: `${path}.scratch` });
  const next = rows.next();
  let written = 0;
  for (const part of parts) {
    await setTimeout(20);
    appendFileSync(path, part);
    written += part.length;
    tellGrowth(growth, written);
  }
  const { value } = await next;
  await rows.next();
  return value as Exclude<typeof value, { format: string }>;
}

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

test('how a file is written is found out only when its beginning is there, also where its encoding was said', async () => {
  const lines = Array.from({ length: 20 }, (_, row) => `text ${row};ham\n`).join('');
  const { cells } = await readGrowing('rows.csv', [Buffer.from('text;label\n'), Buffer.from(lines)], {
    encoding: 'utf-8',
  });

  expect(JSON.parse(cells[0] as string)).toEqual({ text: 'text 0', label: 'ham' });
});

test('files put behind each other give the same rows however they come in, though each begins with a mark', async () => {
  const file = (text: string) => Buffer.from(`\ufeff{"text":"${text}"}\n{"text":"${text} 2"}\n`);
  const parts = [file('a'), file('b'), file('c')];

  const atOnce = await readGrowing('rows.jsonl', [Buffer.concat(parts)]);
  const byParts = await readGrowing('rows.jsonl', parts);

  expect(atOnce.ledger).toEqual([]);
  expect(atOnce.cells.join('\n').split('\n')).toHaveLength(6);
  expect({ ...byParts, bytesDone: 0 }).toEqual({ ...atOnce, bytesDone: 0 });
});

test.each([
  ['smaller', 'a'],
  ['larger', 'a longer text'],
])('a file that became %s between it was found and its turn is refused', async (_, now) => {
  using folder = temporaryFolder();
  const path = folder.write('text.txt', 'a text');
  const original = findOriginal(path, undefined);
  folder.write('text.txt', now);
  const { copied } = copyOriginal(original, folder.path, { check: () => {}, onBytes: () => {} });

  await expect(copied).rejects.toMatchObject({ code: 'import.changed', facts: { file: 'text.txt' } });
});

test('a preview ends once it has shown enough of what is broken', async () => {
  using folder = temporaryFolder();
  const broken = 'no JSON\n'.repeat(100_000);
  const file = folder.write('rows.jsonl', `{"text":"first"}\n${broken}{"text":"last"}\n`);
  const { rows } = await previewImport(folder.path, { file });

  expect(rows.map(({ text }) => text)).toEqual(['first']);
});
