import { type Detector, matches } from '../detector.ts';

const KINDS =
  'Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Square|Sq|Highway|Hwy|Parkway|Pkwy|Terrace|Ter|Circle|Cir|Close|Crescent';
const NAME = "(?:[A-Z][A-Za-z'.]{0,20}|[0-9]{1,3}(?:st|nd|rd|th))";
const ROOM = '(?:,? {1,2}(?:Apt|Apartment|Suite|Ste|Unit|Floor|Room|#)\\.? ?#?[0-9A-Za-z-]{1,6})?';
const TOWN = "(?:, [A-Z][A-Za-z'. ]{1,28}?(?:, [A-Z]{2}| [A-Z]{2})(?: [0-9]{5}(?:-[0-9]{4})?)?)?";
const ADDRESS = new RegExp(
  `(?<![0-9A-Za-z.,/-])[0-9]{1,5}[A-Za-z]?,? (?:${NAME} ){1,4}(?:${KINDS})\\b\\.?${ROOM}${TOWN}|\\bP\\.? ?O\\.? Box [0-9]{1,6}\\b${TOWN}`,
  'g',
);

export const addressEnglish: Detector = {
  id: 'address-english',
  title: { en: 'English address', zh: '英文地址' },
  says: {
    en: 'A house number with a street (221B Baker Street), with apartment, town and ZIP code; P.O. boxes.',
    zh: '门牌号加街道（如 221B Baker Street），连同房号、城市与邮编；邮政信箱。',
  },
  hint: /[0-9][A-Za-z]?,? [A-Z0-9]|Box/,
  *find(text) {
    for (const span of matches(text, ADDRESS)) if (!/Example /.test(text.slice(span.start, span.end))) yield span;
  },
  canonical: value => value.toLowerCase().replace(/[,.]/g, '').replace(/ +/g, ' '),
  mask: value => value.replace(/[0-9A-Za-z]/g, '*'),
  fake: (_, dice) => `${1 + dice.below(9999)} Example Street, Apt ${1 + dice.below(999)}`,
};
