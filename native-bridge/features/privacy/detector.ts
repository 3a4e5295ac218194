import type { PrivacyType } from '../../contract/index.ts';
import type { Dice } from './dice.ts';

/** A stretch of a text, in UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One kind of personal data. Its words are shown on the page and in the help of the command line. */
export interface Kind extends PrivacyType {
  /** What is the same however it is written: it decides the hash and the fake. */
  canonical(value: string): string;
  /** The value with its shape and without what tells people apart. It is not found again. */
  mask(value: string): string;
  /** Looks like the value and belongs to nobody. It is not found again. */
  fake(value: string, dice: Dice): string;
}

/** A kind that is found by the form of what is written. */
export interface Detector extends Kind {
  /** A text in which this finds nothing is not looked at further. One look for one character or word. */
  readonly hint: RegExp;
  /** Findings from left to right, not overlapping. Time grows with the length of the text only. */
  find(text: string): Iterable<Span>;
}

/** Full-width forms as they stand in Chinese texts, one unit for one unit, so that places stay what they are. */
const FULL_WIDTH = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff20\uff0e\uff0d\uff0b\u3000\u00a0]/g;

export function halfWidth(text: string): string {
  return text.replace(FULL_WIDTH, unit =>
    unit === '\u3000' || unit === '\u00a0' ? ' ' : String.fromCharCode(unit.charCodeAt(0) - 0xfee0),
  );
}

/** Spans of every match. The expression has the flag `g` and no quantifier inside another. */
export function* matches(text: string, expression: RegExp): Generator<Span> {
  for (const match of text.matchAll(expression)) yield { start: match.index, end: match.index + match[0].length };
}

const LONGEST_WORD = 12;

/**
 * Whether a number is a word of its own: not part of a longer number, a decimal fraction, a hash or an identifier. A
 * short word without digits may stand right before it, as in "tel13800138000".
 */
export function standsAlone(text: string, { start, end }: Span): boolean {
  if (/^(?:[0-9A-Za-z_]|\.[0-9])/.test(text.slice(end, end + 2))) return false;
  const before = text.slice(Math.max(0, start - LONGEST_WORD - 1), start);
  if (/[0-9]$|[0-9]\.$|_$/.test(before)) return false;
  const word = /[0-9A-Za-z]*$/.exec(before)?.[0] ?? '';
  return word.length <= LONGEST_WORD && !/[0-9]/.test(word);
}

/** Whether one of the words stands in the few characters before a place. */
export function follows(text: string, start: number, words: RegExp, within = 14): boolean {
  return words.test(text.slice(Math.max(0, start - within), start));
}

export function digitsOf(value: string): string {
  return value.replace(/[^0-9]/g, '');
}

/** The value with all digits but the first and the last few as stars; everything else stays. */
export function maskDigits(value: string, first: number, last: number): string {
  const total = digitsOf(value).length;
  let seen = 0;
  return value.replace(/[0-9]/g, digit => {
    seen += 1;
    return seen <= first || seen > total - last ? digit : '*';
  });
}

/** The value with its last digits replaced, one for one; separators and what comes before stay. */
export function withDigits(value: string, digits: string): string {
  let at = digits.length - digitsOf(value).length;
  return value.replace(/[0-9]/g, digit => {
    const next = digits[at];
    at += 1;
    return next ?? digit;
  });
}
