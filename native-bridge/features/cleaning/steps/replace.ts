import { z } from 'zod';
import { flag, text } from '../options.ts';
import { stepKind, unlessTooLarge } from '../step.ts';

export const replace = stepKind({
  id: 'replace',
  title: { en: 'Replace or remove by pattern', zh: '按正则替换或删除' },
  says: {
    en: 'Replaces what a regular expression finds; an empty replacement removes it.',
    zh: '替换正则表达式匹配的内容；替换为空即删除。',
  },
  options: z.object({
    pattern: text({
      title: { en: 'Pattern', zh: '正则表达式' },
      says: {
        en: 'As in JavaScript, with Unicode: \\p{Script=Han} is a Chinese character.',
        zh: 'JavaScript 语法，支持 Unicode：\\p{Script=Han} 表示汉字。',
      },
      default: '',
    }),
    replacement: text({
      title: { en: 'Replacement', zh: '替换为' },
      says: { en: '$1 or $<name> stands for a group.', zh: '$1 或 $<名称> 代表分组。' },
      default: '',
    }),
    ignoreCase: flag({
      title: { en: 'Ignore case', zh: '忽略大小写' },
      says: { en: 'A also finds a.', zh: 'A 也匹配 a。' },
      default: false,
    }),
  }),
  presets: [
    {
      title: { en: 'Remove web addresses', zh: '删除网址' },
      options: { pattern: '(?:https?://|www\\.)[^\\s<>"\'，。；！？、）】》]+', replacement: '', ignoreCase: true },
    },
    {
      title: { en: 'One of repeated punctuation', zh: '合并重复标点' },
      options: { pattern: '([!?.,;~！？。，；、…～])\\1+', replacement: '$1' },
    },
    {
      title: { en: 'Remove emoji', zh: '删除表情符号' },
      options: { pattern: '\\p{Extended_Pictographic}[\\u{fe0f}\\u{200d}\\u{1f3fb}-\\u{1f3ff}]*', replacement: '' },
    },
    {
      title: { en: 'Remove citation marks like [12]', zh: '删除 [12] 这类引用标记' },
      options: { pattern: '\\[\\d{1,3}(?:[,–-]\\s?\\d{1,3})*\\]', replacement: '' },
    },
  ],
  start: ({ pattern, replacement, ignoreCase }) => {
    if (pattern === '') return {};
    const found = new RegExp(pattern, ignoreCase ? 'giu' : 'gu');
    return { change: text => unlessTooLarge(text, whole => whole.replace(found, replacement)) };
  },
});
