import { expect, test } from 'vitest';
import { cellInSearch, isSameCell, onlyWrong, searchOfCell } from './row-filter.ts';

test('EV-F1 a cell survives the way through the address, also with signs in its labels', () => {
  const cell = { subject: 'tuned', label: 'not spam & ham', predicted: '垃圾' };

  expect(cellInSearch(new URLSearchParams(searchOfCell(cell)))).toEqual(cell);
});

test('EV-F2 an address without a subject names no cell', () => {
  expect(cellInSearch(new URLSearchParams('label=ham'))).toBeNull();
});

test('EV-F3 without a cell only wrong answers are listed, with one also the right ones', () => {
  expect(onlyWrong({ subject: 'tuned' })).toBe(true);
  expect(onlyWrong({ subject: 'tuned', label: 'ham', predicted: 'ham' })).toBe(false);
});

test('EV-F4 a cell belongs to its subject', () => {
  const cell = { subject: 'tuned', label: 'ham', predicted: 'spam' };

  expect(isSameCell(cell, cell)).toBe(true);
  expect(isSameCell(cell, { ...cell, subject: 'base' })).toBe(false);
  expect(isSameCell(null, cell)).toBe(false);
});
