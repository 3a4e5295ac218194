import { expect, test } from 'vitest';
import { differencesOf, type Piece } from './differences.ts';

const shown = (pieces: readonly Piece[]) => pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');
const both = (left: string, right: string) => {
  const { left: a, right: b } = differencesOf(left, right);
  return [shown(a), shown(b)];
};

test.each([
  ['moved to Friday at ten', 'moved to Monday at ten', 'moved to [Friday] at ten', 'moved to [Monday] at ten'],
  ['预计三天之内送达', '预计五天内送达', '预计[三]天[之]内送达', '预计[五]天内送达'],
  ['用Python写的', '用Rust写的', '用[Python]写的', '用[Rust]写的'],
  ['a b c d', 'b c d e', '[a ]b c d', 'b c d[ e]'],
  ['same', 'same', 'same', 'same'],
  ['', 'all new', '', '[all new]'],
  ['one, two', 'one two', 'one[,] two', 'one two'],
  ['smile 😀 here', 'smile 😃 here', 'smile [😀] here', 'smile [😃] here'],
])('%j against %j marks %j and %j', (left, right, ...marked) => {
  expect(both(left, right)).toEqual(marked);
});

test('what is not marked is the same in both texts, and nothing is lost', () => {
  let state = 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 16) % below;
  };
  const text = () => Array.from({ length: random(30) }, () => 'abc 我你'[random(6)]).join('');
  for (let round = 0; round < 500; round++) {
    const [left, right] = [text(), text()];
    const found = differencesOf(left, right);
    const same = (pieces: readonly Piece[]) => pieces.flatMap(({ text, differs }) => (differs ? [] : [text])).join('');
    expect(found.left.map(piece => piece.text).join('')).toBe(left);
    expect(found.right.map(piece => piece.text).join('')).toBe(right);
    expect(same(found.left)).toBe(same(found.right));
  }
});

test('two long texts with nothing in common are told apart at once', () => {
  const words = (word: string) => Array.from({ length: 20_000 }, (_, i) => `${word}${i}`).join(' ');
  const { left } = differencesOf(`${words('a')}`, words('b'));
  expect(left.length).toBeGreaterThan(0);
});
