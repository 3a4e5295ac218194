import { type Detector, digitsOf, maskDigits, matches, type Span, standsAlone, withDigits } from '../detector.ts';

const PLAIN = /(?<![0-9])[0-9]{13,19}(?![0-9])/g;
const GROUPED =
  /(?<![0-9][- ]?)(?:[0-9]{4}([- ])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{1,3}(?![0-9]))?|3[47][0-9]{2}([- ])[0-9]{6}\2[0-9]{5}|[0-9]{6}([- ])[0-9]{13})(?![0-9])/g;
/** Which lengths the issuers behind the first digits use. */
const ISSUERS: readonly (readonly [prefix: RegExp, lengths: readonly number[]])[] = [
  [/^3[47]/, [15]],
  [/^3[068]/, [14]],
  [/^35/, [16, 17, 18, 19]],
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|2[2-7])/, [16]],
  [/^(?:5[06-9]|6[0-9]|9[0-9])/, [16, 17, 18, 19]],
];

export const bankCard: Detector = {
  id: 'bank-card',
  title: { en: 'Bank card', zh: '银行卡号' },
  says: {
    en: 'Numbers of 13 to 19 digits that an issuer uses and that pass the Luhn check, with or without separators.',
    zh: '13–19 位、符合发卡规则并通过 Luhn 校验的号码，可带分隔符。',
  },
  hint: /[0-9]{4}/,
  *find(text) {
    for (const span of matches(text, PLAIN)) if (standsAlone(text, span) && isCard(text, span)) yield span;
    for (const span of matches(text, GROUPED)) {
      const whole = [span, withoutExpiry(text, span)].find(
        part => part !== null && endsThere(text, part) && isCard(text, part),
      );
      if (whole && standsAlone(text, whole)) yield whole;
    }
  },
  canonical: digitsOf,
  mask: value => maskDigits(value, 0, 4),
  fake: (value, dice) => {
    const number = digitsOf(value);
    const start = number.slice(0, 1) + dice.digits(number.length - 2);
    // One of the nine last digits that Luhn does not allow.
    return withDigits(value, start + ((Number(luhnDigit(start)) + 1 + dice.below(9)) % 10));
  },
};

function isCard(text: string, { start, end }: Span): boolean {
  const number = digitsOf(text.slice(start, end));
  const known = ISSUERS.some(([prefix, lengths]) => prefix.test(number) && lengths.includes(number.length));
  return known && !/^([0-9])\1+$/.test(number) && luhnDigit(number.slice(0, -1)) === number.at(-1);
}

/** The digit that makes a number pass the Luhn check, ISO/IEC 7812-1. */
function luhnDigit(start: string): string {
  let sum = 0;
  for (let place = 0; place < start.length; place += 1) {
    const digit = Number(start[start.length - 1 - place]);
    const doubled = place % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** "4111 1111 1111 1111 12/29": the month is not a part of the number. */
function withoutExpiry(text: string, { start, end }: Span): Span | null {
  if (text[end] !== '/') return null;
  const cut = /[- ][0-9]{1,2}$/.exec(text.slice(start, end));
  return cut && { start, end: start + cut.index };
}

function endsThere(text: string, { end }: Span): boolean {
  const after = text.slice(end, end + 7);
  return !/^[- ][0-9]/.test(after) || /^[- ][0-9]{1,2}[/年月]/.test(after) || /^ [0-9]{4}[-/年]/.test(after);
}
