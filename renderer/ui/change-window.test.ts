import { expect, test } from 'vitest';
import { changeWindow } from './change-window.ts';
import type { Piece } from './differences.ts';

const shown = (pieces: readonly Piece[]) => pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');
const both = (before: string, after: string, most = 300) => {
  const window = changeWindow(before, after, most);
  return [shown(window.before), shown(window.after)];
};

test('a short change is shown whole, with what differs marked', () => {
  expect(both('cheap pills here', 'good pills here')).toEqual(['[cheap] pills here', '[good] pills here']);
});

test('a change far into a text is shown with what stands around it, and nothing else is marked', () => {
  const [head, tail] = ['lorem '.repeat(1000), ' ipsum'.repeat(1000)];
  const [before = '', after = ''] = both(`${head}cheap${tail}`, `${head}very good indeed${tail}`);
  expect(before).toMatch(/^….{40,60}\[cheap\] ipsum.{40,60}…$/);
  expect(after).toMatch(/^….{40,60}\[very good indeed\] ipsum.{40,60}…$/);
});

test('a text that is emptied has nothing after', () => {
  expect(both('gone', '')).toEqual(['[gone]', '']);
});

test('a window begins and ends between characters', () => {
  const [before = ''] = both(`${'😀'.repeat(100)}a`, `${'😀'.repeat(100)}b`);
  expect(before).toBe(`…${'😀'.repeat(30)}[a]`);
});
