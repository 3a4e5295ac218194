import { type Detector, digitsOf, maskDigits, matches, type Span, standsAlone, withDigits } from '../detector.ts';

const NUMBER =
  /(?<![0-9])(?:(?:\+|00)?86[- ]?)?1[3-9][0-9](?:[0-9]{8}|[- ][0-9]{4}[- ][0-9]{4}|[- ][0-9]{8})(?![0-9])/g;
const LENGTH = 11;

export const mobile: Detector = {
  id: 'mobile',
  title: { en: 'Mobile number', zh: '手机号' },
  says: {
    en: 'Chinese mobile numbers, with or without +86 and separators.',
    zh: '中国大陆手机号，可带 +86 与分隔符。',
  },
  hint: /1[3-9]/,
  *find(text) {
    for (const span of matches(text, NUMBER)) if (standsAlone(text, span) && !inLongerNumber(text, span)) yield span;
  },
  canonical: value => digitsOf(value).slice(-LENGTH),
  mask: value => maskDigits(value, digitsOf(value).length - LENGTH + 3, 4),
  // No mobile number begins with 12.
  fake: (value, dice) => withDigits(value, `12${dice.digits(LENGTH - 2)}`),
};

/** A grouped number that goes on: "139 1234 5678 9012" is a card or an order, not a telephone. */
function inLongerNumber(text: string, { start, end }: Span): boolean {
  if (!/[0-9][- ][0-9]{4}[- ]?[0-9]{4}$/.test(text.slice(start, end))) return false;
  const before = text.slice(Math.max(0, start - 2), start);
  return /^[- ][0-9]{4}(?![0-9])/.test(text.slice(end, end + 6)) || /[0-9][- ]$/.test(before);
}
