import { z } from 'zod';
import { LANGUAGES } from '../languages.ts';
import { choice, choices } from '../options.ts';
import { stepKind } from '../step.ts';
import { languageOf } from '../text-facts.ts';

export const language = stepKind({
  id: 'language',
  title: { en: 'Language', zh: '语言' },
  says: {
    en: 'Keeps the languages you choose. Told on this machine, by script and by n-grams; of instructions and chats by input and answer together.',
    zh: '只保留所选语言；在本机按文字和 n-gram 判断。指令和对话按输入与回答一并判断。',
  },
  options: z.object({
    keep: choices({
      title: { en: 'Languages that stay', zh: '保留的语言' },
      says: { en: 'Texts in any of them stay.', zh: '保留其中任一语言的文本。' },
      choices: LANGUAGES,
      default: ['zh', 'en'],
    }),
    unsure: choice({
      title: { en: 'Too short or mixed to tell', zh: '过短或混合、无法判断时' },
      says: { en: 'Such as “ok” or a row of numbers.', zh: '例如“ok”或一串数字。' },
      choices: { keep: { en: 'Keep', zh: '保留' }, drop: { en: 'Drop', zh: '删除' } },
      default: 'keep',
    }),
  }),
  judgesRows: true,
  presets: [
    { title: { en: 'Chinese only', zh: '仅中文' }, options: { keep: ['zh'] } },
    { title: { en: 'English only', zh: '仅英语' }, options: { keep: ['en'] } },
  ],
  start: ({ keep, unsure }) => {
    const kept = new Set<string>(keep);
    return {
      dooms: text => {
        const found = languageOf(text);
        return found === '' ? unsure === 'drop' : !kept.has(found);
      },
    };
  },
});
