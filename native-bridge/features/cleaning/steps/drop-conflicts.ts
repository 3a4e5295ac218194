import { z } from 'zod';
import { Contradictions } from '../contradictions.ts';
import { choice, flag } from '../options.ts';
import { askedIn, sameKey, sameness } from '../sameness.ts';
import { type Seen, stepKind } from '../step.ts';

export const dropConflicts = stepKind({
  id: 'drop-conflicts',
  title: { en: 'Drop contradicting rows', zh: '删除矛盾行' },
  says: {
    en: 'Equal texts with different labels teach nothing: none of them stays, or only the label most have. Different answers to one request may all be good, so they count only when asked for. Rows without a label or an answer stay.',
    zh: '文本相同而标签不同的数据行无法教会模型：全部删除，或只保留多数标签。同一请求的不同回答可能都正确，仅在选择时才计入。没有标签或回答的数据行会保留。',
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
    answers: flag({
      title: { en: 'Also different answers', zh: '不同回答也算矛盾' },
      says: {
        en: 'Of instructions and chats: equal inputs with different answers contradict each other, where each has one right answer.',
        zh: '对指令和对话：当每个输入只有一个正确回答时，输入相同而回答不同即为矛盾。',
      },
      default: false,
    }),
    same: sameness(),
  }),
  warns: ({ keep }, earlier) => {
    if (earlier.includes('near-duplicates')) return AFTER_NEAR;
    return keep === 'majority' && earlier.includes('drop-duplicates') ? AFTER_DUPLICATES : null;
  },
  judgesRows: true,
  start: ({ keep, answers, same }) => {
    const keyOf = sameKey(same);
    // Rows that ask the same contradict each other by their labels, or by what they answer.
    const says = [({ label }: Seen) => label ?? '', ...(answers ? [({ learned }: Seen) => keyOf(learned.answer)] : [])];
    const sides = says.map(said => ({ said, contradictions: new Contradictions() }));
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
