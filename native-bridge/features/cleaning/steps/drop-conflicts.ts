import { z } from 'zod';
import { TextTable } from '../../../core/text-table.ts';
import { choice } from '../options.ts';
import { sameKey, sameness } from '../sameness.ts';
import { stepKind } from '../step.ts';

/** The rows of each label of one text: how many, and the first that is known. */
type Votes = Map<string, { rows: number; first: number | null }>;

export const dropConflicts = stepKind({
  id: 'drop-conflicts',
  title: { en: 'Drop contradicting rows', zh: '删除矛盾行' },
  says: {
    en: 'Equal texts with different labels teach nothing: none of them stays, or only the label most have. Rows without a label stay.',
    zh: '文本相同而标签不同的数据行无法教会模型：全部删除，或只保留多数标签。没有标签的数据行会保留。',
  },
  options: z.object({
    keep: choice({
      title: { en: 'Keep', zh: '保留' },
      says: { en: 'With a tie none stays.', zh: '票数相同时全部删除。' },
      choices: {
        none: { en: 'None of them', zh: '全部删除' },
        majority: { en: 'Those with the most frequent label', zh: '标签占多数的数据行' },
      },
      default: 'none',
    }),
    same: sameness(),
  }),
  warns: ({ keep }, earlier) => {
    if (earlier.includes('near-duplicates')) return AFTER_NEAR;
    return keep === 'majority' && earlier.includes('drop-duplicates') ? AFTER_DUPLICATES : null;
  },
  start: ({ keep, same }) => {
    const keyOf = sameKey(same);
    const labels: string[] = [];
    const numbers = new Map<string, number>();
    // The label of a text and its rows; a text with two labels, which is rare, has a map of them.
    const single = new TextTable();
    const conflicts = new Map<string, Votes>();

    const numberOf = (label: string): number => {
      const number = numbers.get(label) ?? labels.push(label) - 1;
      numbers.set(label, number);
      return number;
    };
    return {
      learn: ({ row, text, label }) => {
        if (isMissing(label)) return;
        const key = keyOf(text);
        const votes = conflicts.get(key);
        if (votes !== undefined) {
          const { rows, first } = votes.get(label) ?? { rows: 0, first: row };
          votes.set(label, { rows: rows + 1, first });
          return;
        }
        const number = numberOf(label);
        const [known, rows] = single.get(key) ?? [number, 0];
        if (known === number) single.set(key, number, rows + 1);
        else conflicts.set(key, new Map([vote(labels[known] ?? '', rows, null), vote(label, 1, row)]));
      },
      drops: ({ row, text, label }) => {
        if (conflicts.size === 0 || isMissing(label)) return false;
        const votes = conflicts.get(keyOf(text));
        const own = votes?.get(label);
        if (votes === undefined || own === undefined) return false;
        own.first ??= row;
        if (keep === 'majority' && isMajority(votes, label)) return false;
        return firstOfOther(votes, label) ?? true;
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

/** A row that nobody labelled contradicts none. */
function isMissing(label: string | null): label is null {
  return label === null || label.trim() === '';
}

function vote(label: string, rows: number, first: number | null) {
  return [label, { rows, first }] as const;
}

function isMajority(votes: Votes, label: string): boolean {
  const own = votes.get(label)?.rows ?? 0;
  return [...votes].every(([other, { rows }]) => other === label || rows < own);
}

/** The first row with another label: of the label that most rows have. */
function firstOfOther(votes: Votes, label: string): number | null {
  const others = [...votes].filter(([other, { first }]) => other !== label && first !== null);
  return others.sort(([, a], [, b]) => b.rows - a.rows)[0]?.[1].first ?? null;
}
