import { expect, test } from 'vitest';
import { DETECT_CASES, type DetectCase, KNOWN_MISTAKES } from './detect-cases.ts';
import { findIn } from './find.ts';

const LEAST = 0.96;

/** What was invented and what was missed, and the shares that are right of what was found and of what is there. */
function measured(cases: readonly DetectCase[]) {
  const invented: string[] = [];
  const missed: string[] = [];
  let right = 0;
  for (const [text, ...expected] of cases) {
    const wanted = expected.map(([type, value]) => `${type} ${value}`);
    const found = findIn(text).map(({ detector, value }) => `${detector.id} ${value}`);
    right += found.filter(one => wanted.includes(one)).length;
    invented.push(...found.filter(one => !wanted.includes(one)).map(one => `${one} in ${text}`));
    missed.push(...wanted.filter(one => !found.includes(one)).map(one => `${one} in ${text}`));
  }
  return { invented, missed, precision: right / (right + invented.length), recall: right / (right + missed.length) };
}

test('PV-1 what the hand-made list holds is found with its exact bounds, and its look-alikes are left', () => {
  const { invented, missed } = measured(DETECT_CASES);

  expect(DETECT_CASES.length).toBeGreaterThanOrEqual(150);
  expect({ invented, missed }).toEqual({ invented: [], missed: [] });
});

test('PV-2 with the mistakes that are known, precision and recall stay above 96 percent', () => {
  const { precision, recall } = measured([...DETECT_CASES, ...KNOWN_MISTAKES]);

  expect(precision).toBeGreaterThan(LEAST);
  expect(recall).toBeGreaterThan(LEAST);
});

test('PV-3 places are those of the text as it stands, full-width digits and pairs of surrogates before them or not', () => {
  const text = '😀电话１３９１２３４５６７８。';

  expect(findIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(['１３９１２３４５６７８']);
});

test('PV-4 the longest wins, and between equals the most specific', () => {
  const types = (text: string) => findIn(text).map(({ detector }) => detector.id);

  expect(types('https://a.io/13912345678?m=ann@mail.com')).toEqual(['url']);
  expect(types('13912345678@139.com')).toEqual(['email']);
  expect(types('+86 13912345678')).toEqual(['mobile']);
});

test('PV-5 a name counts like any other finding: inside a longer one it is no finding of its own', () => {
  const text = 'Sarah Connor <sarah.connor@mail.com>';
  const names = [
    { start: 0, end: 12 },
    { start: 14, end: 26 },
  ];
  const found = (wanted?: (type: string) => boolean) =>
    findIn(text, names, wanted).map(({ detector, value }) => `${detector.id} ${value}`);

  expect(found()).toEqual(['name Sarah Connor', 'email sarah.connor@mail.com']);
  expect(found(type => type === 'name')).toEqual(['name Sarah Connor', 'name sarah.connor']);
});
