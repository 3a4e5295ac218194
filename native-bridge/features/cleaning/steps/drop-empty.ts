import { z } from 'zod';
import { textKey } from '../../dataset/index.ts';
import { stepKind } from '../step.ts';

/** Characters of no width, which are no white space for Unicode. */
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]/gu;

export const dropEmpty = stepKind({
  id: 'drop-empty',
  title: { en: 'Drop empty rows', zh: '删除空行' },
  says: { en: 'Rows without a text, or with white space only.', zh: '没有文本或只有空白的数据行。' },
  options: z.object({}),
  start: () => ({ drops: ({ text }) => textKey(text.replace(INVISIBLE, '')) === '' }),
});
