import { z } from 'zod';
import { whole } from '../options.ts';
import { stepKind } from '../step.ts';
import { characters } from '../text-facts.ts';

export const length = stepKind({
  id: 'length',
  title: { en: 'Length', zh: '长度' },
  says: { en: 'Drops texts with fewer or more characters.', zh: '删除过短或过长的文本。' },
  options: z.object({
    min: whole({
      title: { en: 'At least', zh: '最少' },
      says: { en: 'Characters; an emoji or a Chinese character is one.', zh: '字符数；一个汉字或表情算一个。' },
      low: 0,
      high: 10_000_000,
      default: 5,
    }),
    max: whole({
      title: { en: 'At most', zh: '最多' },
      says: { en: 'Characters.', zh: '字符数。' },
      low: 1,
      high: 100_000_000,
      default: 20_000,
    }),
  }),
  presets: [
    { title: { en: 'Short Chinese texts: 50 to 200', zh: '中文短文本：50 至 200' }, options: { min: 50, max: 200 } },
    { title: { en: 'Headlines: 4 to 60', zh: '标题：4 至 60' }, options: { min: 4, max: 60 } },
    { title: { en: 'Articles: 200 to 10,000', zh: '文章：200 至 10,000' }, options: { min: 200, max: 10_000 } },
  ],
  start: ({ min, max }) => ({
    drops: ({ text }) => {
      const count = characters(text);
      return count < min || count > max;
    },
  }),
});
