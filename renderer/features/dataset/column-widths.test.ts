import { expect, test } from 'vitest';
import type { Row } from '../../../native-bridge/contract/index.ts';
import { gridColumns, oneLine } from './column-widths.ts';

const row = (cells: Row['cells']): Row => ({ row: 1, split: null, cells, starred: false, tags: [], note: null });

test('DS-G1 label and text stand first, the text takes the room that is left', () => {
  const columns = gridColumns(['id', 'text', 'label'], { text: 'text', label: 'label' }, [
    row({ id: '7', text: 'a long text', label: 'ham' }),
  ]);

  expect(columns.map(({ name, grows }) => [name, grows])).toEqual([
    ['label', false],
    ['text', true],
    ['id', false],
  ]);
});

test('DS-G2 a column is as wide as its cells, within bounds', () => {
  const [short, long] = gridColumns(['a', 'b'], { text: 'none' }, [row({ a: 'x', b: 'y'.repeat(500) })]);

  expect(short?.width).toBe(80);
  expect(long?.width).toBe(260);
  expect(gridColumns(['b'], { text: 'none', label: 'b' }, [row({ b: 'y'.repeat(500) })])[0]?.width).toBe(160);
});

test('DS-G3 numbers are told from words, also when they came as text', () => {
  const columns = gridColumns(['n', 'w', 'empty'], { text: 'w' }, [row({ n: '12.5', w: 'x', empty: null })]);

  expect(columns.map(({ name, numbers }) => [name, numbers])).toEqual([
    ['w', false],
    ['n', true],
    ['empty', false],
  ]);
});

test('DS-G4 a cell is one line, cut with an ellipsis', () => {
  expect(oneLine('Dear\n\n  friend', 40)).toBe('Dear friend');
  expect(oneLine('abcdef', 3)).toBe('abc…');
  expect(oneLine(null, 3)).toBe('');
  expect(oneLine(false, 3)).toBe('false');
});

test('DS-G5 a cell is cut between characters, and says that more follows also behind much white space', () => {
  expect(oneLine('ab😀cd', 3)).toBe('ab…');
  expect(oneLine(`a${' '.repeat(100)}b`, 3)).toBe('a…');
});
