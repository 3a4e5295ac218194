import { z } from 'zod';
import { stepKind } from '../step.ts';

/** White space, and what shows nothing: control and format characters, zero-width spaces, fillers. */
const NOTHING = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*$/u;

export const dropEmpty = stepKind({
  id: 'drop-empty',
  title: { en: 'Drop empty rows', zh: '删除空行' },
  says: {
    en: 'Rows without a text, or with nothing to see in it: white space, control and zero-width characters. Of instructions and chats, rows in which nothing is asked.',
    zh: '没有文本，或只有空白、控制字符和零宽字符等不可见内容的数据行。对指令和对话则是输入为空的数据行。',
  },
  options: z.object({}),
  judgesRows: true,
  // An answer to nothing is no example either.
  start: () => ({ drops: ({ learned }) => learned.input.every(part => NOTHING.test(part)) }),
});
