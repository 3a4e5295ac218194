import { expect, test } from 'vitest';
import { plantedTexts, shinglesOf, similarity, THRESHOLD } from './planted-texts.ts';
import { qualityOf } from './quality.ts';

test('recall counts planted pairs that stand together, precision pairs that were planted', () => {
  // 0, 1 and 2 are of one family; 3 and 4 of another; 5 was planted nowhere.
  const planted = [
    [0, 1],
    [0, 2],
    [3, 4],
  ] as const;
  expect(
    qualityOf(
      [
        [0, 1, 2],
        [3, 5],
      ],
      planted,
    ),
  ).toEqual({ recall: 2 / 3, precision: 3 / 4 });
  expect(qualityOf([], planted)).toEqual({ recall: 0, precision: 1 });
});

test('one text in ten is similar enough to its original by the plain sets, in both scripts, and the seed decides', () => {
  const { texts, planted } = plantedTexts(1000, 5);
  expect(planted).toHaveLength(100);
  for (const [original, copy] of planted) {
    const share = similarity(shinglesOf(texts[original] ?? ''), shinglesOf(texts[copy] ?? ''));
    expect(share).toBeGreaterThanOrEqual(THRESHOLD);
  }
  expect(texts.filter(text => /\p{Script=Han}/u.test(text)).length).toBeGreaterThan(250);
  expect(plantedTexts(1000, 5).texts).toEqual(texts);
});
