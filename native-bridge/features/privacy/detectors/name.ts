import type { Kind, Span } from '../detector.ts';

/** Placeholders, so that everybody sees that nobody is meant. */
const GIVEN =
  'Alex Billie Casey Devon Ellis Finley Gray Harper Indigo Jordan Kerry Logan Morgan Noel Oakley Parker Quinn Robin Sage Taylor Umber Val Winter Yael'.split(
    ' ',
  );
const FAMILY = ['Example', 'Sample', 'Placeholder', 'Nobody'];
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
/** What an earlier replacement left: a placeholder, stars, a hash. */
const REPLACED = new RegExp(
  `(?:${GIVEN.join('|')}) (?:${FAMILY.join('|')})|某[${STEMS}][${BRANCHES}]|\\p{L}?[*]+|\\[[a-z0-9-]+:[0-9a-f]{16}\\]`,
  'gu',
);
const REACH = 40;
const HAN = /\p{Script=Han}/u;

export const name: Kind = {
  id: 'name',
  title: { en: 'Name of a person', zh: '人名' },
  says: {
    en: 'Names in English and Chinese texts, by models on this machine, once the texts have been looked at for them.',
    zh: '英文与中文文本中的人名，由本机模型识别；须先对文本查找人名。',
  },
  canonical: value =>
    HAN.test(value)
      ? value.replace(/\s/g, '')
      : value
          .replace(/[\s.,]+/g, ' ')
          .trim()
          .toLowerCase(),
  mask: value =>
    value
      .split(/(\s+|·)/)
      .map(part => (/\p{L}/u.test(part) ? masked(part) : part))
      .join(''),
  fake: (value, dice) =>
    HAN.test(value)
      ? `某${STEMS[dice.below(STEMS.length)]}${BRANCHES[dice.below(BRANCHES.length)]}`
      : `${GIVEN[dice.below(GIVEN.length)]} ${FAMILY[dice.below(FAMILY.length)]}`,
};

/** The first letter and stars; of one letter a star. */
function masked(word: string): string {
  const [first = '', ...rest] = word;
  return rest.length === 0 ? '*' : first + '*'.repeat(rest.length);
}

/** Whether a place in a text holds what an earlier replacement left, which a model may take for a name. */
export function isReplaced(text: string, { start, end }: Span): boolean {
  const from = Math.max(0, start - REACH);
  return Array.from(text.slice(from, end + REACH).matchAll(REPLACED)).some(
    match => from + match.index < end && from + match.index + match[0].length > start,
  );
}
