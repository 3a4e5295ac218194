import { z } from 'zod';
import { choice, flag, text } from '../options.ts';
import { stepKind } from '../step.ts';

export const dropMatching = stepKind({
  id: 'drop-matching',
  title: { en: 'Drop rows by pattern', zh: '按正则删除数据行' },
  says: {
    en: 'Drops rows in which a regular expression is found, or is not.',
    zh: '删除匹配（或不匹配）正则表达式的数据行。',
  },
  options: z.object({
    pattern: text({
      title: { en: 'Pattern', zh: '正则表达式' },
      says: { en: 'Two words with | between them find either.', zh: '用 | 分隔两个词可匹配任意一个。' },
      default: '',
    }),
    drop: choice({
      title: { en: 'Drop', zh: '删除' },
      says: { en: 'Which rows go.', zh: '删除哪些数据行。' },
      choices: {
        matching: { en: 'Rows that match', zh: '匹配的数据行' },
        others: { en: 'Rows that do not match', zh: '不匹配的数据行' },
      },
      default: 'matching',
    }),
    ignoreCase: flag({
      title: { en: 'Ignore case', zh: '忽略大小写' },
      says: { en: 'A also finds a.', zh: 'A 也匹配 a。' },
      default: true,
    }),
  }),
  start: ({ pattern, drop, ignoreCase }) => {
    if (pattern === '') return {};
    const found = new RegExp(pattern, ignoreCase ? 'iu' : 'u');
    return { dooms: text => found.test(text) === (drop === 'matching') };
  },
});
