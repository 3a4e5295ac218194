import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { TerminalTail } from './tail-terminal.ts';

const MIB = 1024 * 1024;

test('R12 of a terminal that says more than anybody reads the end is shown, with how much is not, and characters are whole', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'terminal.log');
  using tail = new TerminalTail(path);
  expect(tail.read()).toBeNull();
  // Of two bytes each, begun at an odd one, so that the end begins within a character.
  appendFileSync(path, `x${'é'.repeat(MIB)}`);

  const first = tail.read();
  let text = first?.text ?? '';
  while (tail.hasMore) text += tail.read()?.text ?? '';

  expect(first?.skippedBytes).toBe(MIB + 1);
  expect(text).toBe('é'.repeat(MIB / 2));
  appendFileSync(path, 'more');
  expect(tail.read()).toEqual({ text: 'more' });
});
