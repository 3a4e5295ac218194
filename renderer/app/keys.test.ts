import { expect, test } from 'vitest';
import { isNotForUs, keyNames } from './keys.ts';

const press = (more: object) =>
  isNotForUs({ isComposing: false, ctrlKey: false, metaKey: false, altKey: false, key: 'f', target: null, ...more });
const field = { tagName: 'INPUT' } as unknown as EventTarget;

test('KEY-1 a key that an input method is reading is left to it', () => {
  expect(press({ isComposing: true })).toBe(true);
  expect(press({ key: 'Process' })).toBe(true);
});

test('KEY-2 single letters are off in text fields, and keys with Ctrl are not', () => {
  expect(press({ target: field })).toBe(true);
  expect(press({ target: field, ctrlKey: true })).toBe(false);
  expect(press({ target: field, key: 'F6' })).toBe(false);
  expect(press({ target: { tagName: 'DIV', isContentEditable: true } as unknown as EventTarget })).toBe(true);
  expect(press({ target: { tagName: 'DIV' } as unknown as EventTarget })).toBe(false);
});

test('KEY-4 a letter on a cell of a grid is written into it', () => {
  const cell = { tagName: 'DIV', closest: (of: string) => (of === '[role="gridcell"]' ? {} : null) };
  expect(press({ target: cell as unknown as EventTarget })).toBe(true);
  expect(press({ target: cell as unknown as EventTarget, ctrlKey: true })).toBe(false);
});

test('KEY-3 a key is named as it stands on the keyboard', () => {
  expect(keyNames('$mod+Shift+p', false)).toEqual([['Ctrl', 'Shift', 'P']]);
  expect(keyNames('$mod+Shift+p', true)).toEqual([['⌘', '⇧', 'P']]);
  expect(keyNames('g d', false)).toEqual([['G'], ['D']]);
});
