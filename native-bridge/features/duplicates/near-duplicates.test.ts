import { expect, test } from 'vitest';
import { plantedTexts, shinglesOf, similarity, THRESHOLD } from '../../../bench/duplicates/planted-texts.ts';
import { nearDuplicateGroups, similarityTo } from './near-duplicates.ts';

const rowsOf = (texts: readonly string[]) => texts.map((text, index) => ({ row: index + 1, text }));

test('the similarity of two texts is the share of runs of characters they have in common', () => {
  // abcde bcdef cdefg | bcdef cdefg defgh: two of four. 我爱北 爱北京 北京天 | 我爱北 爱北京 北京人: two of four.
  expect(similarityTo('abcdefg')('bcdefgh')).toBe(0.5);
  expect(similarityTo('我爱北京天')('我爱北京人')).toBe(0.5);
  expect(similarityTo('Ａ  b\tCDE')('a b cde ')).toBe(1);
  expect(similarityTo('one text')('another, and not like it')).toBe(0);
  expect(similarityTo('')('')).toBe(0);
});

test('equal and nearly equal texts make a group in either script, the largest first, and empty ones make none', () => {
  const english = 'Dear customer, your parcel is waiting for you at the post office since yesterday morning.';
  const chinese = '尊敬的客户您好，您的包裹从昨天早上开始就在邮局等您来领取，请带好身份证件和取件码前往办理。';
  const groups = nearDuplicateGroups(
    rowsOf([
      english,
      '',
      chinese,
      '  ',
      english.replace('parcel', 'packet'),
      chinese.replace('早上', '晚上'),
      english,
      '短',
      '短',
    ]),
    { threshold: 0.8 },
  );
  expect(groups).toEqual([
    [1, 5, 7],
    [3, 6],
    [8, 9],
  ]);
});

test('a pair exactly at the threshold belongs together, one below it does not', () => {
  const rows = rowsOf(['abcdefghi', 'abcdefghij']);
  expect(nearDuplicateGroups(rows, { threshold: 5 / 6 })).toEqual([[1, 2]]);
  expect(nearDuplicateGroups(rows, { threshold: 0.84 })).toEqual([]);
});

test('at least 95 of 100 planted near duplicates are found, and nothing that is less alike', () => {
  const { texts, planted } = plantedTexts(12_000, 3);
  const groups = nearDuplicateGroups(rowsOf(texts), { threshold: THRESHOLD });

  const groupOf = new Map(groups.flatMap((rows, group) => rows.map(row => [row, group])));
  const found = planted.filter(([a, b]) => groupOf.has(a + 1) && groupOf.get(a + 1) === groupOf.get(b + 1));
  expect(found.length / planted.length).toBeGreaterThan(0.98);
  const pairs = groups.filter(rows => rows.length === 2).map(rows => rows.map(row => shinglesOf(texts[row - 1] ?? '')));
  expect(pairs.every(([a, b]) => similarity(a ?? new Set(), b ?? new Set()) >= THRESHOLD)).toBe(true);
});

test('shingles that do not fit into memory are made again from texts that are kept or read again', () => {
  const { texts } = plantedTexts(1500, 4);
  const rows = rowsOf(texts);
  const options = { threshold: THRESHOLD, keptShingles: 10_000 };
  const groups = nearDuplicateGroups(rows, { threshold: THRESHOLD });
  expect(groups.length).toBeGreaterThan(140);
  expect(nearDuplicateGroups(rows, options)).toEqual(groups);
  expect(nearDuplicateGroups(rows, { ...options, textOf: row => texts[row - 1] ?? '' })).toEqual(groups);
});

test('many texts that share half of their words are compared in time that grows with their number', () => {
  const form = 'We have received your order and thank you for it; it will be sent within three days to: ';
  const word = (i: number) => Math.sin(i).toString(36).slice(3, 11);
  const texts = Array.from({ length: 20_000 }, (_, i) => form + [1, 2, 3, 4, 5, 6].map(k => word(7 * i + k)).join(' '));
  const started = performance.now();
  expect(nearDuplicateGroups(rowsOf(texts), { threshold: 0.8 })).toEqual([]);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('what is asked while it reads and compares may stop it', () => {
  const rows = rowsOf(Array.from({ length: 3000 }, (_, i) => `text number ${i} of many`));
  const stop = (done: number) => {
    if (done >= 2048) throw new Error('stopped');
  };
  expect(() => nearDuplicateGroups(rows, { threshold: 0.8 }, stop)).toThrow('stopped');
});
