import { z } from 'zod';
import { TextTable } from '../../../core/text-table.ts';
import { askedIn, sameKey, sameness } from '../sameness.ts';
import { stepKind } from '../step.ts';

export const dropDuplicates = stepKind({
  id: 'drop-duplicates',
  title: { en: 'Drop repeated rows', zh: '删除重复行' },
  says: {
    en: 'Of rows with the same text and the same label only the first stays. Instructions and chats are the same when input and answer are.',
    zh: '文本和标签都相同的数据行只保留第一行。指令和对话须输入与回答都相同。',
  },
  options: z.object({ same: sameness() }),
  judgesRows: true,
  start: ({ same }) => {
    const firsts = new TextTable();
    const keyOf = sameKey(same);
    return {
      drops: seen => {
        const { label, learned } = seen;
        const key = `${JSON.stringify([label, keyOf(learned.answer)])}\n${keyOf(askedIn(seen))}`;
        const first = firsts.get(key);
        if (first !== undefined) return first[0];
        firsts.set(key, seen.row);
        return false;
      },
    };
  },
});
