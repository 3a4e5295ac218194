import { expect, test } from 'vitest';
import { JsonBroken, readJson } from './json-tree.ts';

test.each(['{"a":[1,-2.5e3,"x\\n\\u00e9"],"b":{"c":null}}', ' [ ] ', '"x"', 'true', '{}', '[[],{}]'])(
  '%s is read as JSON.parse reads it',
  text => {
    expect(readJson(text).value).toEqual(JSON.parse(text));
  },
);

test.each([
  ['not json []', 0],
  ['{"a":1,}', 7],
  ['{"a" 1}', 5],
  ['[1', 2],
  ['[1] x', 4],
  ['"a\nb"', 0],
  ['01', 1],
  ['', 0],
  ['['.repeat(10_000), 501],
])('%j is broken at %i', (text, at) => {
  expect(() => readJson(text)).toThrow(new JsonBroken(at));
});

test('each part knows where it stands', () => {
  const { entries } = readJson('{"a": 1, "b": [true]}');
  expect(entries.map(({ name, from, to, node }) => [name, from, to, node.from, node.to])).toEqual([
    ['a', 1, 4, 6, 7],
    ['b', 9, 12, 14, 20],
  ]);
});
