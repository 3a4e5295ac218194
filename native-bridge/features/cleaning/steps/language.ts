import { z } from 'zod';
import { choice, choices } from '../options.ts';
import { stepKind } from '../step.ts';
import { languageOf } from '../text-facts.ts';

const LANGUAGES = {
  zh: { en: 'Chinese', zh: '中文' },
  en: { en: 'English', zh: '英语' },
  ja: { en: 'Japanese', zh: '日语' },
  ko: { en: 'Korean', zh: '韩语' },
  ar: { en: 'Arabic', zh: '阿拉伯语' },
  cs: { en: 'Czech', zh: '捷克语' },
  da: { en: 'Danish', zh: '丹麦语' },
  de: { en: 'German', zh: '德语' },
  el: { en: 'Greek', zh: '希腊语' },
  es: { en: 'Spanish', zh: '西班牙语' },
  fa: { en: 'Persian', zh: '波斯语' },
  fi: { en: 'Finnish', zh: '芬兰语' },
  fr: { en: 'French', zh: '法语' },
  he: { en: 'Hebrew', zh: '希伯来语' },
  hi: { en: 'Hindi', zh: '印地语' },
  hu: { en: 'Hungarian', zh: '匈牙利语' },
  it: { en: 'Italian', zh: '意大利语' },
  ms: { en: 'Malay and Indonesian', zh: '马来语和印尼语' },
  nl: { en: 'Dutch', zh: '荷兰语' },
  no: { en: 'Norwegian', zh: '挪威语' },
  pl: { en: 'Polish', zh: '波兰语' },
  pt: { en: 'Portuguese', zh: '葡萄牙语' },
  ro: { en: 'Romanian', zh: '罗马尼亚语' },
  ru: { en: 'Russian', zh: '俄语' },
  sv: { en: 'Swedish', zh: '瑞典语' },
  th: { en: 'Thai', zh: '泰语' },
  tr: { en: 'Turkish', zh: '土耳其语' },
  uk: { en: 'Ukrainian', zh: '乌克兰语' },
  vi: { en: 'Vietnamese', zh: '越南语' },
};

export const language = stepKind({
  id: 'language',
  title: { en: 'Language', zh: '语言' },
  says: {
    en: 'Keeps the languages you choose. Told on this machine, by script and by n-grams.',
    zh: '只保留所选语言；在本机按文字和 n-gram 判断。',
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
