import { z } from 'zod';
import { stepKind } from '../step.ts';

/** White space, and what shows nothing: control and format characters, zero-width spaces, fillers. */
const NOTHING = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*$/u;

export const dropEmpty = stepKind({
  id: 'drop-empty',
  title: { en: 'Drop empty rows', zh: '删除空行' },
  says: {
    en: 'Rows without a text, or with nothing to see in it: white space, control and zero-width characters.',
    zh: '没有文本，或只有空白、控制字符和零宽字符等不可见内容的数据行。',
  },
  options: z.object({}),
  start: () => ({ drops: ({ text }) => NOTHING.test(text) }),
});
