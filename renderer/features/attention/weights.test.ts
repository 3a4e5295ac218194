import { expect, test } from 'vitest';
import { codeOf, strongest, weightAt, weightOf, withoutFirstToken } from './weights.ts';

/** A head from weights, row by row. */
function head(rows: readonly (readonly number[])[]) {
  return { side: rows.length, codes: Uint8Array.from(rows.flat().map(codeOf)) };
}

test('AT-W1 a code gives its weight back within 1/255', () => {
  for (let weight = 0; weight <= 1; weight += 0.01) {
    expect(Math.abs(weightOf(codeOf(weight)) - weight)).toBeLessThan(1 / 255);
  }
});

test('AT-W2 without the first token, the rest of each row sums to 1', () => {
  const rest = withoutFirstToken(
    head([
      [1, 0, 0],
      [0.75, 0.25, 0],
      [0.6, 0.3, 0.1],
    ]),
  );

  expect(weightAt(rest, 0, 0)).toBe(0);
  expect(weightAt(rest, 1, 1)).toBeCloseTo(1, 1); // 0.25 / (1 - 0.75)
  expect(weightAt(rest, 2, 1)).toBeCloseTo(0.75, 1); // 0.3 / 0.4
  expect(weightAt(rest, 2, 2)).toBeCloseTo(0.25, 1); // 0.1 / 0.4
});

test('AT-W3 a row that reads only the first token is not blown up to noise', () => {
  const rest = withoutFirstToken(
    head([
      [1, 0],
      [0.99, 0.01],
    ]),
  );

  expect(weightAt(rest, 1, 1)).toBeCloseTo(0.01, 2);
});

test('AT-W4 the strongest readings come first and leave out the first query', () => {
  const found = strongest(
    head([
      [1, 0, 0],
      [0.2, 0.8, 0],
      [0.5, 0.1, 0.4],
    ]),
    2,
  );

  expect(found.map(({ query, key }) => [query, key])).toEqual([
    [1, 1],
    [2, 0],
  ]);
});

test('AT-W5 fewer readings than asked for are all given, without the empty cells', () => {
  expect(
    strongest(
      head([
        [1, 0],
        [0.5, 0.5],
      ]),
      10,
    ),
  ).toHaveLength(2);
});
