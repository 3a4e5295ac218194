import { type Detector, digitsOf, maskDigits, matches, type Span, standsAlone, withDigits } from '../detector.ts';

/** Country codes that are assigned, without China's, which has detectors of its own. */
const COUNTRY =
  '(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[124]|9[0-58]|2[1-69][0-9]|3[578][0-9]|42[013]|50[0-9]|59[0-9]|6[789][0-9]|80[08]|85[02356]|88[068]|96[0-8]|97[0-7]|99[2-8])';
const ABROAD = new RegExp(
  `(?:(?<![0-9A-Za-z+])\\+|(?<![0-9A-Za-z.,])00)${COUNTRY}(?:[-. ()]{0,2}[0-9]){6,13}(?![0-9])`,
  'g',
);
const AMERICAN =
  /(?<![0-9A-Za-z+])(?:1[-. ])?(?:\([2-9][0-9]{2}\)[- ]?|[2-9][0-9]{2}[-.])[2-9][0-9]{2}[-.][0-9]{4}(?![0-9])/g;

export const international: Detector = {
  id: 'phone-international',
  title: { en: 'International number', zh: '国际电话' },
  says: {
    en: 'Numbers that begin with + or 00 and a country code, and North American numbers such as (212) 867-5309.',
    zh: '以 + 或 00 加国家代码开头的号码，以及 (212) 867-5309 这类北美号码。',
  },
  hint: /\+[0-9]|00[1-9]|[0-9][-.)]/,
  *find(text) {
    for (const span of matches(text, ABROAD)) if (isNumberAbroad(text, span)) yield span;
    for (const span of matches(text, AMERICAN)) {
      if (standsAlone(text, span) && !isFiction(text.slice(span.start, span.end)) && !inList(text, span)) yield span;
    }
  },
  canonical: withCountry,
  mask: value => maskDigits(value, 2, 2),
  fake: (value, dice) => {
    // 555-0100 to 555-0199 are kept for fiction; country code 999 is assigned to nobody. 12 begins no mobile number.
    const whole = withCountry(value);
    if (/^1[0-9]{10}$/.test(whole)) {
      return withDigits(value, `2${dice.digits(2)}55501${dice.digits(2)}`);
    }
    return withDigits(value, `999${dice.digits(whole.length)}`.slice(0, whole.length));
  },
};

/** The digits of a number with its country code: of one without any, that of North America. */
function withCountry(value: string): string {
  const digits = digitsOf(value).replace(/^00/, '');
  return /^(?:\+|00)/.test(value) || digits.length !== 10 ? digits : `1${digits}`;
}

function isNumberAbroad(text: string, span: Span): boolean {
  const value = text.slice(span.start, span.end);
  const count = digitsOf(value).replace(/^00/, '').length;
  const parted = /[-. ()]/.test(value);
  // Bare digits after 00 are a padded number more often than a telephone.
  if (value.startsWith('00') && !parted) return false;
  return count >= (parted ? 8 : 10) && count <= 15 && standsAlone(text, span) && !isFiction(value);
}

function isFiction(value: string): boolean {
  return /55501[0-9]{2}$/.test(digitsOf(value));
}

/** Part of a row of numbers such as 123-212-867-5309. */
function inList(text: string, { start, end }: Span): boolean {
  return /[0-9][-.]$/.test(text.slice(Math.max(0, start - 2), start)) || /^[-.][0-9]/.test(text.slice(end, end + 2));
}
