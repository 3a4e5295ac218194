import { type Detector, maskDigits, matches, standsAlone } from '../detector.ts';
import type { Dice } from '../dice.ts';

const NUMBER = /(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{6}[- ][0-9]{8}[- ][0-9]{3}[0-9Xx]|[0-9]{15})(?![0-9])/g;
/** The first two digits of the places that issue them. */
const PLACES = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';
const FIRST_YEAR = 1900;

export const idCard: Detector = {
  id: 'id-card',
  title: { en: 'Chinese ID number', zh: '身份证号' },
  says: {
    en: '18 digits with a place, a real birth date and the right check digit; 15 digits of the old form with place and date.',
    zh: '18 位：地区、真实出生日期与校验码均正确；15 位旧号：地区与日期正确。',
  },
  hint: /[0-9]{6}/,
  *find(text) {
    for (const span of matches(text, NUMBER)) {
      if (standsAlone(text, span) && isIdNumber(compact(text.slice(span.start, span.end)))) yield span;
    }
  },
  canonical: value => compact(value),
  mask: value => maskDigits(value.replace(/[0-9Xx]$/, '0'), 3, 0),
  fake: (value, dice) => intoShape(value, compact(value).length === 18 ? impossible18(dice) : `99${dice.digits(13)}`),
};

function compact(value: string): string {
  return value.replace(/[- ]/g, '').toUpperCase();
}

function isIdNumber(number: string): boolean {
  if (!PLACES.test(number)) return false;
  if (number.length === 15) return isDate(1900 + Number(number.slice(6, 8)), number.slice(8, 10), number.slice(10, 12));
  const year = Number(number.slice(6, 10));
  return isDate(year, number.slice(10, 12), number.slice(12, 14)) && checkDigit(number) === number[17];
}

/** The last character of an 18-digit number by GB 11643-1999 (ISO 7064, MOD 11-2). */
function checkDigit(number: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  return CHECK.charAt(sum % 11);
}

function isDate(year: number, month: string, day: string): boolean {
  const date = new Date(Date.UTC(year, Number(month) - 1, Number(day)));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return real && year >= FIRST_YEAR && date.getTime() <= Date.now();
}

/** Place and date as they may be, and a check digit that is wrong. */
function impossible18(dice: Dice): string {
  const date = new Date(Date.UTC(1950 + dice.below(55), dice.below(12), 1 + dice.below(28)));
  const start = `1101${String(1 + dice.below(19)).padStart(2, '0')}${date.toISOString().slice(0, 10).replaceAll('-', '')}${dice.digits(3)}`;
  const right = CHECK.indexOf(checkDigit(start));
  return start + CHECK[(right + 1 + dice.below(10)) % 11];
}

function intoShape(value: string, number: string): string {
  let at = 0;
  return value.replace(/[0-9Xx]/g, () => {
    at += 1;
    return number[at - 1] ?? '';
  });
}
