import { z } from 'zod';
import { choice } from '../options.ts';
import { stepKind } from '../step.ts';

/** A line break between two Chinese or Japanese characters: joined without a space. */
const BETWEEN_HAN =
  /(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}，。！？；：、])\n+(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])/gu;

export const whitespace = stepKind({
  id: 'whitespace',
  title: { en: 'White space', zh: '空白字符' },
  says: {
    en: 'Runs of spaces and tabs become one space; lines lose the spaces at their ends.',
    zh: '连续的空格和制表符合并为一个空格，并去掉每行首尾的空格。',
  },
  options: z.object({
    lines: choice({
      title: { en: 'Line breaks', zh: '换行' },
      says: {
        en: 'Joined Chinese lines get no space between them.',
        zh: '合并中文行时中间不加空格。',
      },
      choices: {
        keep: { en: 'Keep, at most one empty line', zh: '保留，最多一个空行' },
        dense: { en: 'Keep, no empty lines', zh: '保留，不留空行' },
        join: { en: 'Join into one line', zh: '合并为一行' },
      },
      default: 'keep',
    }),
  }),
  start: ({ lines }) => ({
    change: text => {
      const spaced = text
        .replace(/[^\S\n]+/gu, ' ')
        .replace(/ ?\n ?/g, '\n')
        .trim();
      if (lines === 'keep') return spaced.replace(/\n{3,}/g, '\n\n');
      if (lines === 'dense') return spaced.replace(/\n{2,}/g, '\n');
      return spaced.replace(BETWEEN_HAN, '').replace(/\n+/g, ' ');
    },
  }),
});
