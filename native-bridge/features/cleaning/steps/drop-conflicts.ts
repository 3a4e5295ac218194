import { z } from 'zod';
import { choice } from '../options.ts';
import { sameKey, sameness } from '../sameness.ts';
import { stepKind } from '../step.ts';
import { TextTable } from '../text-table.ts';

/** Rows of each label of one text. */
type Votes = Map<string, number>;

export const dropConflicts = stepKind({
  id: 'drop-conflicts',
  title: { en: 'Drop contradicting rows', zh: '删除矛盾行' },
  says: {
    en: 'Equal texts with different labels teach nothing: none of them stays, or only the label most have. Rows without a label stay.',
    zh: '文本相同而标签不同的数据行无法教会模型：全部删除，或只保留多数标签；没有标签的数据行保留。',
  },
  options: z.object({
    keep: choice({
      title: { en: 'Keep', zh: '保留' },
      says: {
        en: 'With a tie none stays. Place it before “Drop repeated rows”, which leaves each label one vote.',
        zh: '票数相同时全部删除。请放在“删除重复行”之前，否则每个标签只剩一票。',
      },
      choices: {
        none: { en: 'None of them', zh: '全部删除' },
        majority: { en: 'Those with the most frequent label', zh: '标签占多数的数据行' },
      },
      default: 'none',
    }),
    same: sameness(),
  }),
  start: ({ keep, same }) => {
    const keyOf = sameKey(same);
    const labels: string[] = [];
    const numbers = new Map<string, number>();
    // The label of a text and its rows; a text with two labels, which is rare, has a map of them.
    const single = new TextTable();
    const conflicts = new Map<string, { readonly votes: Votes; first: number | null }>();

    const numberOf = (label: string): number => {
      const number = numbers.get(label) ?? labels.push(label) - 1;
      numbers.set(label, number);
      return number;
    };
    return {
      learn: ({ text, label }) => {
        if (label === null) return;
        const key = keyOf(text);
        const votes = conflicts.get(key)?.votes;
        if (votes !== undefined) {
          votes.set(label, (votes.get(label) ?? 0) + 1);
          return;
        }
        const number = numberOf(label);
        const [known, rows] = single.get(key) ?? [number, 0];
        if (known === number) single.set(key, number, rows + 1);
        else
          conflicts.set(key, {
            votes: new Map([
              [labels[known] as string, rows],
              [label, 1],
            ]),
            first: null,
          });
      },
      drops: ({ row, text, label }) => {
        if (conflicts.size === 0 || label === null) return false;
        const conflict = conflicts.get(keyOf(text));
        if (conflict === undefined) return false;
        if (keep === 'majority' && isMajority(conflict.votes, label)) return false;
        conflict.first ??= row;
        return conflict.first === row || conflict.first;
      },
    };
  },
});

function isMajority(votes: Votes, label: string): boolean {
  const own = votes.get(label) ?? 0;
  return [...votes].every(([other, count]) => other === label || count < own);
}
