import { z } from 'zod';
import { choice } from '../options.ts';
import { stepKind } from '../step.ts';

const REMOVED = {
  punctuation: /[^\p{L}\p{M}\p{N}\p{P}\s]/gu,
  letters: /[^\p{L}\p{M}\p{N}\s]/gu,
  ascii: /[^A-Za-z0-9\s]/g,
};

export const removeSpecial = stepKind({
  id: 'remove-special',
  title: { en: 'Remove special characters', zh: '删除特殊字符' },
  says: { en: 'Takes out what is no letter, digit or space.', zh: '删除字母、数字和空白以外的字符。' },
  warning: {
    en: 'The usual rule eats Chinese punctuation, and with it the end of sentences: “真的？不，我不信！” becomes “真的不我不信”. Letters of ASCII only takes every Chinese character too. Models learn from punctuation; keep it unless you know why not.',
    zh: '常见规则会吃掉中文标点，句子边界随之消失：“真的？不，我不信！”变成“真的不我不信”。“仅 ASCII 字母”还会删除所有汉字。模型会从标点中学习，若无明确理由请保留标点。',
  },
  options: z.object({
    keep: choice({
      title: { en: 'What stays', zh: '保留' },
      says: { en: 'Look at the examples before you apply it.', zh: '应用前请先查看示例。' },
      choices: {
        punctuation: { en: 'Letters, digits and punctuation of every script', zh: '各种文字的字母、数字和标点' },
        letters: { en: 'Letters and digits (the usual rule)', zh: '字母和数字（常见规则）' },
        ascii: { en: 'Letters and digits of ASCII only', zh: '仅 ASCII 字母和数字' },
      },
      default: 'punctuation',
    }),
  }),
  start: ({ keep }) => ({ change: text => text.replace(REMOVED[keep], '') }),
});
