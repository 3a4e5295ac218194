import { expect, test } from 'vitest';
import { WordIds } from './word-ids.ts';

test('STAT-12 a word has one number wherever it stands, keeps it while others are forgotten, and gives it back', () => {
  const ids = new WordIds(2 ** 12);
  const text = 'the cat, the cats and the 猫';
  const of = (word: string) => ids.of(text, text.indexOf(word), text.indexOf(word) + word.length);
  const the = of('the');
  expect(ids.of(text, 9, 12)).toBe(the);
  expect(new Set([the, of('cat'), of('cats'), of('猫')]).size).toBe(4);

  const words = Array.from({ length: 4091 }, (_, at) => `word${at}`);
  const numbers = words.map(word => ids.of(word, 0, word.length));
  expect(new Set(numbers).size).toBe(4091);
  expect(ids.room).toBe(0);
  expect(ids.of('none', 0, 4)).toBe(0);
  expect(words.map(word => ids.of(word, 0, word.length))).toEqual(numbers);

  ids.drop(id => numbers.includes(id) && id % 2 === 0);
  expect(of('the')).toBe(the);
  expect(
    words.filter((word, at) => (numbers[at] as number) % 2 === 1 && ids.of(word, 0, word.length) !== numbers[at]),
  ).toEqual([]);
  expect(ids.names[ids.of('anew', 0, 4)]).toBe('anew');
  expect(ids.all().map(id => ids.names[id])).toContain('猫');
});
