import { expect, test } from 'vitest';
import { cellsFrom, typedLike } from './edited-cells.ts';

const ROW = { text: 'hello', score: 3, seen: true };
const COLUMNS = ['text', 'score', 'seen'];

test('what was a number or a truth stays one when one is written', () => {
  expect([typedLike(3, '4.5'), typedLike(3, 'four'), typedLike(true, 'FALSE'), typedLike('3', '4')]).toEqual([
    4.5,
    'four',
    false,
    '4',
  ]);
});

test('a row is written as JSON, nested values as their text', () => {
  expect(cellsFrom('{"text":["a"],"score":null}', null, ROW, COLUMNS).cells).toEqual({ text: '["a"]', score: null });
});

test.each(['{', '[1]', '"x"', '{"colour":1}'])('%s is no row', text => {
  expect(cellsFrom(text, null, ROW, COLUMNS)).toMatchObject({ cells: null, reason: expect.stringMatching(/./) });
});
