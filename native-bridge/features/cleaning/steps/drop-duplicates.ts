import { z } from 'zod';
import { TextTable } from '../../../core/text-table.ts';
import { sameKey, sameness } from '../sameness.ts';
import { stepKind } from '../step.ts';

export const dropDuplicates = stepKind({
  id: 'drop-duplicates',
  title: { en: 'Drop repeated rows', zh: '删除重复行' },
  says: {
    en: 'Of rows with the same text and the same label only the first stays.',
    zh: '文本和标签都相同的数据行只保留第一行。',
  },
  options: z.object({ same: sameness() }),
  start: ({ same }) => {
    const firsts = new TextTable();
    const keyOf = sameKey(same);
    return {
      drops: ({ row, text, label }) => {
        const key = keyOf(text, label);
        const first = firsts.get(key);
        if (first !== undefined) return first[0];
        firsts.set(key, row);
        return false;
      },
    };
  },
});
