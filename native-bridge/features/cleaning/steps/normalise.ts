import { z } from 'zod';
import { choice, flag } from '../options.ts';
import { stepKind } from '../step.ts';

/** Control characters that no writer means, but tab and line ends. The joiner of emoji and Indic letters stays. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b\u2060\ufeff]/gu;
const LINE_END = /\r\n?|\u0085/gu;

/** One Unicode form, line feeds only, no stray control characters, no white space around. Words are left as they are. */
export const normalise = stepKind({
  id: 'normalise',
  title: { en: 'Trim and normalise', zh: '修剪与规范化' },
  says: {
    en: 'One Unicode form, one kind of line end, no control characters, no space around the text.',
    zh: '统一 Unicode 形式与换行符，去除控制字符和首尾空白。',
  },
  options: z.object({
    form: choice({
      title: { en: 'Unicode form', zh: 'Unicode 形式' },
      says: {
        en: 'NFC changes nothing a reader sees. NFKC also turns ①, ﬁ and full-width ，into 1, fi and a comma.',
        zh: 'NFC 不改变可见内容。NFKC 还会把 ①、ﬁ 和全角“，”变成 1、fi 和半角逗号。',
      },
      choices: {
        NFC: { en: 'NFC', zh: 'NFC' },
        NFKC: { en: 'NFKC', zh: 'NFKC' },
        none: { en: 'Leave as it is', zh: '保持原样' },
      },
      default: 'NFC',
    }),
    controls: flag({
      title: { en: 'Remove control characters', zh: '去除控制字符' },
      says: {
        en: 'Also zero-width spaces and byte order marks. Tabs and line feeds stay.',
        zh: '包括零宽空格和字节顺序标记；保留制表符和换行。',
      },
      default: true,
    }),
    trim: flag({
      title: { en: 'Trim', zh: '去除首尾空白' },
      says: { en: 'Takes away white space before and after the text.', zh: '去掉文本前后的空白。' },
      default: true,
    }),
  }),
  start: ({ form, controls, trim }) => ({
    change: text => {
      // Before characters are composed: what stood between two of them may be gone then.
      const plain = controls ? text.replace(CONTROL, '') : text;
      const composed = form === 'none' ? plain : plain.normalize(form);
      const lines = composed.replace(LINE_END, '\n');
      return trim ? lines.trim() : lines;
    },
  }),
});
