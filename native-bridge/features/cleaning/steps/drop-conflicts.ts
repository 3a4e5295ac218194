import { z } from 'zod';
import { Contradictions } from '../contradictions.ts';
import { choice } from '../options.ts';
import { askedIn, sameKey, sameness } from '../sameness.ts';
import { type Seen, stepKind } from '../step.ts';

export const dropConflicts = stepKind({
  id: 'drop-conflicts',
  title: { en: 'Drop contradicting rows', zh: '删除矛盾行' },
  says: {
    en: 'Equal texts with different labels teach nothing: none of them stays, or only the label most have. So do equal inputs of instructions and chats with different answers. Rows without a label or an answer stay.',
    zh: '文本相同而标签不同的数据行无法教会模型：全部删除，或只保留多数标签。指令和对话中输入相同而回答不同的也是如此。没有标签或回答的数据行会保留。',
  },
  options: z.object({
    keep: choice({
      title: { en: 'Keep', zh: '保留' },
      says: { en: 'With a tie none stays.', zh: '票数相同时全部删除。' },
      choices: {
        none: { en: 'None of them', zh: '全部删除' },
        majority: { en: 'Those with the most frequent label or answer', zh: '标签或回答占多数的数据行' },
      },
      default: 'none',
    }),
    same: sameness(),
  }),
  warns: ({ keep }, earlier) => {
    if (earlier.includes('near-duplicates')) return AFTER_NEAR;
    return keep === 'majority' && earlier.includes('drop-duplicates') ? AFTER_DUPLICATES : null;
  },
  judgesRows: true,
  start: ({ keep, same }) => {
    const keyOf = sameKey(same);
    // Rows that ask the same contradict each other by their labels, or by what they answer.
    const sides = [
      { said: ({ label }: Seen) => label ?? '', contradictions: new Contradictions() },
      { said: ({ learned }: Seen) => keyOf(learned.answer), contradictions: new Contradictions() },
    ];
    return {
      learn: seen => {
        const key = keyOf(askedIn(seen));
        for (const { said, contradictions } of sides) contradictions.add(key, said(seen), seen.row);
      },
      drops: seen => {
        if (sides.every(({ contradictions }) => contradictions.size === 0)) return false;
        const key = keyOf(askedIn(seen));
        const verdicts = sides.map(({ said, contradictions }) =>
          contradictions.verdict(key, said(seen), seen.row, keep === 'majority'),
        );
        return verdicts.find(verdict => verdict !== false) ?? false;
      },
    };
  },
});

const AFTER_DUPLICATES = {
  en: 'Repeated rows were dropped before this step, so that each label of a text has one vote and no majority is left. Move this step before “Drop repeated rows”.',
  zh: '此前的步骤已删除重复行，同一文本的每个标签只剩一票，无法得出多数。请将本步骤移到“删除重复行”之前。',
};
const AFTER_NEAR = {
  en: 'Near duplicates were dropped before this step whatever their label, so that hardly a contradiction is left to be found. Move this step before “Drop near duplicates”.',
  zh: '此前的步骤已不计标签地删除近似重复行，几乎不会再有矛盾行可查。请将本步骤移到“删除近似重复行”之前。',
};
