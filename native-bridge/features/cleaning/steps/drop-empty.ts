import { z } from 'zod';
import { textKey } from '../../dataset/index.ts';
import { stepKind } from '../step.ts';

export const dropEmpty = stepKind({
  id: 'drop-empty',
  title: { en: 'Drop empty rows', zh: '删除空行' },
  says: { en: 'Rows without a text, or with white space only.', zh: '没有文本或只有空白的数据行。' },
  options: z.object({}),
  start: () => ({ drops: ({ text }) => textKey(text) === '' }),
});
