import { z } from 'zod';
import { choice, model, whole } from '../options.ts';
import { stepKind } from '../step.ts';
import { characters } from '../text-facts.ts';

export const length = stepKind({
  id: 'length',
  title: { en: 'Length', zh: '长度' },
  says: {
    en: 'Drops texts that are shorter or longer. Of instructions and chats all that is learned from is counted: input and answer together.',
    zh: '删除过短或过长的文本。指令和对话按输入与回答的总长计算。',
  },
  options: z.object({
    unit: choice({
      title: { en: 'Counted in', zh: '单位' },
      says: {
        en: 'Characters: an emoji or a Chinese character is one. Tokens: as the model cuts the text, without what its chat template adds.',
        zh: '字符：一个汉字或表情算一个。Token：按模型的分词计算，不含对话模板添加的内容。',
      },
      choices: {
        characters: { en: 'Characters', zh: '字符' },
        tokens: { en: 'Tokens of a model', zh: '模型的 token' },
      },
      default: 'characters',
    }),
    model: model({
      title: { en: 'Model', zh: '模型' },
      says: {
        en: 'A model of the project, whose tokenizer counts. Slower than characters.',
        zh: '项目中的模型，用其分词器计数；比按字符慢。',
      },
      onlyWith: { option: 'unit', value: 'tokens' },
    }),
    min: whole({
      title: { en: 'At least', zh: '最少' },
      says: { en: 'Shorter texts go.', zh: '更短的文本会被删除。' },
      low: 0,
      high: 10_000_000,
      default: 5,
    }),
    max: whole({
      title: { en: 'At most', zh: '最多' },
      says: { en: 'Longer texts go.', zh: '更长的文本会被删除。' },
      low: 1,
      high: 100_000_000,
      default: 20_000,
    }),
  }),
  judgesRows: true,
  presets: [
    { title: { en: 'Short Chinese texts: 50 to 200', zh: '中文短文本：50 至 200' }, options: { min: 50, max: 200 } },
    { title: { en: 'Headlines: 4 to 60', zh: '标题：4 至 60' }, options: { min: 4, max: 60 } },
    { title: { en: 'Articles: 200 to 10,000', zh: '文章：200 至 10,000' }, options: { min: 200, max: 10_000 } },
  ],
  start: ({ unit, model, min, max }, { tokensBy }) => {
    const sizeOf = unit === 'tokens' ? tokensBy(model) : characters;
    return {
      drops: ({ text }) => {
        const size = sizeOf(text);
        return size < min || size > max;
      },
    };
  },
});
