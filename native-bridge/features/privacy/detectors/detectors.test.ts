import { expect, test } from 'vitest';
import { DETECT_CASES } from '../detect-cases.ts';
import type { Detector } from '../detector.ts';
import { findIn } from '../find.ts';
import { replacement } from '../replace.ts';
import { DETECTORS } from './index.ts';
import { name } from './name.ts';

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

const SAME: readonly (readonly [string, ...string[]])[] = [
  ['phone-international', '212-867-5309', '+1 212-867-5309', '(212) 867-5309', '001 212 867 5309'],
  ['phone-international', '+44 20 7946 0958', '0044 20 7946 0958'],
  ['ipv6', '2a02:2f0::1', '2a02:02f0:0:0:0:0:0:1', '2A02:2F0:0000::0001'],
  ['landline', '010-88886666', '+86-10-88886666', '0086 10 88886666', '(010)88886666'],
  ['mobile', '13912345678', '+86 139-1234-5678', '0086 13912345678'],
];

test.each(SAME)('PV-13 %s %s has one hash and one fake, however it is written', (type, ...values) => {
  const detector = DETECTORS.find(({ id }) => id === type) as Detector;
  const became = (action: 'hash' | 'fake') => values.map(value => replacement(action, { detector, value }, SALT));
  // Of a telephone number the digits that stay the same are those without the country code.
  const own = became('fake').map(fake => (type === 'ipv6' ? fake : fake.replace(/\D/g, '').slice(-8)));

  expect(new Set(became('hash')).size).toBe(1);
  expect(new Set(own).size).toBe(1);
});

test('PV-14 names that a model has found are masked, hashed and faked, and what they became is no name again', () => {
  for (const value of ['Sarah Connor', 'sarah  connor', '王小明', '史蒂夫·乔布斯', '陈']) {
    for (const action of ['mask', 'hash', 'fake'] as const) {
      const became = replacement(action, { detector: name, value }, SALT);
      expect(became).not.toContain(value);
      const text = `问 ${became} !`;
      for (const end of [3, 2 + became.length]) expect(findIn(text, [{ start: 2, end }])).toEqual([]);
    }
  }
  const hashes = ['Sarah Connor', 'sarah\nCONNOR'].map(value => replacement('hash', { detector: name, value }, SALT));
  expect(new Set(hashes).size).toBe(1);
  expect(replacement('mask', { detector: name, value: '王小明' }, SALT)).toBe('王**');
  expect(replacement('mask', { detector: name, value: "Sarah O'Neill" }, SALT)).toBe('S**** O******');
});

test('PV-15 what is reached inside kept web addresses of a megabyte takes no longer than a megabyte of anything', () => {
  const line = 'see https://a.io/x?mail=ann@mail.com and 13912345678. ';
  const lines = Math.ceil(MEGABYTE / line.length);
  const text = line.repeat(lines);
  const began = performance.now();

  expect(findIn(text, [], type => type !== 'url')).toHaveLength(2 * lines);
  expect(performance.now() - began).toBeLessThan(BUDGET_MS);
}, 60_000);
