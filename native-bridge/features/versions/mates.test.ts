import { expect, test } from 'vitest';
import { random } from '../../core/random.ts';
import { KnownRows, matesOf } from './mates.ts';

/** Rows as `text` and what else stands in them. */
type Cells = readonly [text: string, other: string];

const known = (rows: readonly Cells[]): KnownRows => {
  const side = new KnownRows(rows.length);
  for (const [text, other] of rows) side.add(JSON.stringify([text, other]), text);
  return side;
};

test('VE-40 a row is laid beside one with equal cells, else beside one with the same text, the first beside the first', () => {
  const left = known([
    ['twice', 'a'],
    ['twice', 'a'],
    ['odd', 'a'],
    ['', 'only a number'],
    ['gone', 'a'],
  ]);
  const right = known([
    ['odd', 'b'],
    ['twice', 'b'],
    ['twice', 'a'],
    ['', 'another number'],
    ['new', 'a'],
    ['', 'only a number'],
  ]);

  const { ofLeft, ofRight, equal } = matesOf(left, right);

  // The second "twice" finds no equal row any more, and takes the one that says the same.
  expect([...ofLeft]).toEqual([2, 1, 0, 5, -1]);
  expect([...ofRight]).toEqual([2, 1, 0, -1, -1, 3]);
  expect([...equal]).toEqual([1, 0, 0, 1, 0]);
});

test('VE-41 mates among many rows that repeat are those that a walk through lists of them gives', () => {
  const next = random(4);
  const rows = (count: number): Cells[] =>
    Array.from({ length: count }, () => [`text ${Math.floor(next() * 900)}`, `${Math.floor(next() * 3)}`]);
  const [left, right] = [rows(5000), rows(4000)];

  const { ofLeft, equal } = matesOf(known(left), known(right));

  expect([...ofLeft]).toEqual(plainMates(left, right));
  for (const [at, mate] of ofLeft.entries()) {
    expect(equal[at] === 1).toBe(mate !== -1 && right[mate]?.join('\0') === left[at]?.join('\0'));
  }
});

function plainMates(left: readonly Cells[], right: readonly Cells[]): number[] {
  const mates: number[] = left.map(() => -1);
  for (const key of [(row: Cells) => row.join('\0'), ([text]: Cells) => text]) {
    const free = new Map<string, number[]>();
    for (const [at, row] of left.entries())
      if (mates[at] === -1) free.set(key(row), [...(free.get(key(row)) ?? []), at]);
    for (const [at, row] of right.entries()) {
      if (mates.includes(at)) continue;
      const mate = free.get(key(row))?.shift();
      if (mate !== undefined) mates[mate] = at;
    }
  }
  return mates;
}
