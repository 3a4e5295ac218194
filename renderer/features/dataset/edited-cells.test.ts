import { expect, test } from 'vitest';
import { columnTypes } from './column-types.ts';
import { changedCells, rowFromJson, typedLike } from './edited-cells.ts';

const ROW = { text: 'hello', score: 3, seen: true };
const COLUMNS = ['text', 'score', 'seen'];
const TYPES = columnTypes(COLUMNS, [{ row: 1, split: null, cells: ROW, starred: false, tags: [], note: null }]);
const read = (text: string) => rowFromJson(text, ROW, COLUMNS, TYPES);

test('what was a number or a truth stays one when one is written', () => {
  expect([typedLike(3, '4.5'), typedLike(3, 'four'), typedLike(true, 'FALSE'), typedLike('3', '4')]).toEqual([
    4.5,
    'four',
    false,
    '4',
  ]);
});

test('an empty cell takes the type of its column', () => {
  expect(typedLike(null, '4', TYPES.get('score'))).toBe(4);
  expect(typedLike(null, '4', TYPES.get('text'))).toBe('4');
});

test('a row is written as JSON, nested values as their text', () => {
  expect(read('{"text":["a"],"score":null,"seen":false}')).toEqual({
    cells: { text: '["a"]', score: null, seen: false },
    problems: [],
    emptied: [],
  });
});

test('a name that is not there means no value, and it is said which cells become empty', () => {
  expect(read('{"text":"only this"}')).toEqual({
    cells: { text: 'only this', score: null, seen: null },
    problems: [],
    emptied: ['score', 'seen'],
  });
});

test.each([
  ['{', { kind: 'broken', from: 0, to: 1 }],
  ['[1]', { kind: 'notRow', from: 0, to: 3 }],
  ['"x"', { kind: 'notRow', from: 0, to: 3 }],
  ['{"colour":1}', { kind: 'unknown', name: 'colour', from: 1, to: 9 }],
  ['{"constructor":1}', { kind: 'unknown', name: 'constructor', from: 1, to: 14 }],
  ['{"text":"a","text":"b"}', { kind: 'twice', name: 'text', from: 12, to: 18 }],
  ['{"score":"high"}', { kind: 'type', name: 'score', types: ['number'], from: 9, to: 15 }],
  ['{"seen":{}}', { kind: 'type', name: 'seen', types: ['boolean'], from: 8, to: 10 }],
])('%s is no row, and what is wrong has its place', (text, problem) => {
  expect(read(text)).toEqual({ cells: null, problems: [problem], emptied: [] });
});

test('a column of which no value is known takes any', () => {
  expect(rowFromJson('{"a":1}', { a: null }, ['a'], columnTypes(['a'], [])).cells).toEqual({ a: 1 });
});

test.each(['constructor', 'toString', '__proto__'])(
  'a row without a cell in a column called %s has none there',
  name => {
    const cells = { text: 'hello' };
    const types = columnTypes([name], [{ row: 1, split: null, cells, starred: false, tags: [], note: null }]);

    expect(types.get(name)).toEqual({ kind: 'text', hasNumbers: false, holds: new Set() });
    expect(rowFromJson('{"text":"hello"}', cells, ['text', name], types).emptied).toEqual([]);
    expect(changedCells(Object.fromEntries([[name, null]]), cells)).toEqual({});
    expect(changedCells(Object.fromEntries([[name, 'new']]), cells)).toEqual(Object.fromEntries([[name, 'new']]));
  },
);
