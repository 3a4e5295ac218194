import { type Detector, digitsOf, follows, maskDigits, matches, standsAlone, withDigits } from '../detector.ts';

const AREA = '(?:10|2[0-9]|[3-9][0-9]{2})';
const NUMBER = new RegExp(
  [
    `(?<![0-9])(?:\\+|00-?)86[- ]?${AREA}[- ]?[2-9][0-9]{2,3}[- ]?[0-9]{4}`,
    `[(（]0${AREA}[)）][- ]?[2-9][0-9]{2,3}[- ]?[0-9]{4}`,
    `(?<![0-9])0${AREA}[- ]?[2-9][0-9]{2,3}[- ]?[0-9]{4}`,
    // Those of China begin with 8008; other 800 numbers are American.
    '(?<![0-9])(?:400[- ]?[0-9]|800[- ]?8)[0-9](?:[0-9][- ]?[0-9]{4}|[0-9]{2}[- ]?[0-9]{3})',
  ]
    .map(form => `${form}(?:(?:转|-|ext\\.? ?)[0-9]{1,5})?(?![0-9])`)
    .join('|'),
  'g',
);
const ABROAD = /^(?:\+|00-?)86/;
const PARTED = /[-() （）+]/;
const SAID_BEFORE = /(?:电话|座机|固话|传真|热线|致电|拨打|tel|phone|fax|call)[^0-9]{0,6}$/i;

export const landline: Detector = {
  id: 'landline',
  title: { en: 'Landline number', zh: '固定电话' },
  says: {
    en: 'Chinese numbers with area code, 400 and 800 numbers, with extension. Digits alone only after a word such as 电话 or tel.',
    zh: '带区号的中国固定电话、400/800 号码及分机。仅为连续数字时，须跟在“电话”“tel”等词之后。',
  },
  hint: /[048][0-9]|86/,
  *find(text) {
    for (const span of matches(text, NUMBER)) {
      const value = text.slice(span.start, span.end);
      const said = PARTED.test(value) || follows(text, span.start, SAID_BEFORE);
      if (said && standsAlone(text, span) && !goesOn(text, span.end)) yield span;
    }
  },
  canonical: national,
  mask: value => maskDigits(value, digitsOf(ABROAD.exec(value)?.[0] ?? '0').length + 2, 2),
  // No area code begins with 00, and no number of a town with 0 or 1.
  fake: (value, dice) => {
    const digits = `0000${dice.digits(Math.max(0, national(value).length - 4))}`;
    // The country code stays, and the first 0 belongs to the number without it.
    return withDigits(value, ABROAD.test(value) ? digits.slice(1) : digits);
  },
};

/** The digits of a number as it is dialled within the country. */
function national(value: string): string {
  return digitsOf(value.replace(ABROAD, '0'));
}

function goesOn(text: string, end: number): boolean {
  return /^-[0-9]/.test(text.slice(end, end + 2));
}
