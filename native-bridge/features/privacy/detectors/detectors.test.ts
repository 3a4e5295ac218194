import { expect, test } from 'vitest';
import { DETECT_CASES } from '../detect-cases.ts';
import type { Detector } from '../detector.ts';
import { findIn } from '../find.ts';
import { replacement } from '../replace.ts';
import { DETECTORS } from './index.ts';

const SALT = new Uint8Array(32).fill(7);
const OTHER_SALT = new Uint8Array(32).fill(8);
const MEGABYTE = 1 << 20;
const BUDGET_MS = 1500;

/** What the list of cases has of one kind. */
function valuesOf({ id }: Detector): string[] {
  return [
    ...new Set(
      DETECT_CASES.flatMap(([, ...expected]) => expected.filter(([type]) => type === id).map(([, value]) => value)),
    ),
  ];
}

test.each(DETECTORS)('PV-10 nothing is left to find in what $id became', detector => {
  const values = valuesOf(detector);
  expect(values.length).toBeGreaterThanOrEqual(4);
  for (const value of values) {
    for (const action of ['mask', 'hash', 'fake'] as const) {
      const became = replacement(action, { detector, value }, SALT);
      expect(became).not.toContain(value);
      expect([action, became, findIn(`电话 ${became} end`).map(({ value }) => value)]).toEqual([action, became, []]);
    }
  }
});

test.each(DETECTORS)('PV-11 the same $id becomes the same hash and fake, with another salt another one', detector => {
  for (const value of valuesOf(detector)) {
    for (const action of ['hash', 'fake'] as const) {
      const once = replacement(action, { detector, value }, SALT);
      expect(replacement(action, { detector, value }, SALT)).toBe(once);
    }
    const hashes = [SALT, OTHER_SALT].map(salt => replacement('hash', { detector, value }, salt));
    expect(hashes[0]).not.toBe(hashes[1]);
  }
  const fakes = valuesOf(detector).map(value => replacement('fake', { detector, value }, SALT));
  const others = valuesOf(detector).map(value => replacement('fake', { detector, value }, OTHER_SALT));
  expect(fakes).not.toEqual(others);
});

const HOSTILE = [
  '1',
  '0',
  '+',
  '1 ',
  '1-',
  '1.',
  '.',
  '@',
  'a@',
  'a.',
  'a@a.',
  ':',
  'f:',
  '::1',
  '/',
  'http://',
  'http://(',
  'http://)',
  'www.',
  '路',
  '号',
  '1号',
  '路1号',
  '在',
  '住在',
  '北京',
  '市',
  '区1栋',
  'A栋',
  '镇村',
  '镇一',
  '县镇',
  '1 Aa ',
  '1 A ',
  'A ',
  '12 Aa Street, ',
  'P.O. Box ',
  '京A',
  '86',
  '+1',
  '+1(',
  '(0',
  '400',
  '1.2.3.4',
  '255.',
  '4111 ',
  '110101',
  '\u3000',
  '１',
  '&',
  '\ud83d\ude00',
  '#',
];

test('PV-12 a megabyte of the same few characters takes each detector no longer than a megabyte of anything', () => {
  const slow: string[] = [];
  for (const part of HOSTILE) {
    const text = part.repeat(Math.ceil(MEGABYTE / part.length));
    const began = performance.now();
    findIn(text);
    const took = performance.now() - began;
    if (took > BUDGET_MS) slow.push(`${part}: ${Math.round(took)} ms`);
  }
  expect(slow).toEqual([]);
}, 60_000);
