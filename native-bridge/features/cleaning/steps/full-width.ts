import { z } from 'zod';
import { choice } from '../options.ts';
import { stepKind } from '../step.ts';

/** Distance between a full-width character and its ASCII twin. */
const SHIFT = 0xfee0;
const LETTERS_AND_DIGITS = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;
const ALL = /[\uff01-\uff5e\u3000]/g;

export const fullWidth = stepKind({
  id: 'full-width',
  title: { en: 'Full width to half width', zh: '全角转半角' },
  says: {
    en: 'ＡＢＣ１２３ becomes ABC123. Chinese punctuation stays unless you say otherwise.',
    zh: 'ＡＢＣ１２３ 变为 ABC123；默认保留中文标点。',
  },
  options: z.object({
    what: choice({
      title: { en: 'What', zh: '转换范围' },
      says: {
        en: 'Everything also turns ，！？： and the wide space into their ASCII twins.',
        zh: '“全部”还会把 ，！？： 和全角空格变成对应的 ASCII 字符。',
      },
      choices: {
        'letters-digits': { en: 'Letters and digits', zh: '字母和数字' },
        all: { en: 'Everything', zh: '全部' },
      },
      default: 'letters-digits',
    }),
  }),
  start: ({ what }) => {
    const wide = what === 'all' ? ALL : LETTERS_AND_DIGITS;
    const narrow = (letter: string): string =>
      letter === '\u3000' ? ' ' : String.fromCharCode(letter.charCodeAt(0) - SHIFT);
    return { change: text => text.replace(wide, narrow) };
  },
});
