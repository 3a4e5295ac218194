import { z } from 'zod';
import { NearDuplicates, Numbers } from '../../duplicates/index.ts';
import { choice, decimal } from '../options.ts';
import { stepKind } from '../step.ts';

/** Half of what a search alone keeps: the other steps of a pipeline need room too. */
const KEPT_SHINGLES = 16_000_000;

type Keep = 'first' | 'last' | 'longest';

export const nearDuplicates = stepKind({
  id: 'near-duplicates',
  title: { en: 'Drop near duplicates', zh: '删除近似重复行' },
  says: {
    en: 'Of texts that are nearly the same one stays (MinHash over runs of characters; right for Chinese). Labels do not count. To choose by eye, group by group, use the page Duplicates.',
    zh: '近似相同的文本只保留一条（基于字符片段的 MinHash，适用于中文）；不考虑标签。如需逐组查看并选择，请使用“近似重复”页面。',
  },
  options: z.object({
    threshold: decimal({
      title: { en: 'Similarity', zh: '相似度' },
      says: {
        en: 'The share of runs of characters that two texts have in common, from which on one of them goes: 0.8 is nearly the same, 1 only differs in case, width and spaces.',
        zh: '两段文本共有字符片段的比例达到此值即视为重复：0.8 为近似相同，1 为仅大小写、全半角和空格不同。',
      },
      low: 0.5,
      high: 1,
      default: 0.8,
    }),
    keep: choice({
      title: { en: 'Keep', zh: '保留' },
      says: { en: 'Which one of a group stays.', zh: '每组中保留哪一条。' },
      choices: {
        first: { en: 'The first row', zh: '第一行' },
        last: { en: 'The last row', zh: '最后一行' },
        longest: { en: 'The longest text', zh: '最长的文本' },
      },
      default: 'first',
    }),
  }),
  start: ({ threshold, keep }, { textAt }) => {
    let search: NearDuplicates | null = new NearDuplicates({ threshold, textOf: textAt, keptShingles: KEPT_SHINGLES });
    const lengths = new Numbers();
    let kept: Int32Array<ArrayBufferLike> = new Int32Array();
    return {
      learn: ({ row, text }) => {
        search?.add(row, text);
        if (lengths.count <= row) lengths.grow(row + 1 - lengths.count);
        lengths.numbers[row] = text.length;
      },
      decide: still => {
        kept = new Int32Array(lengths.count);
        for (const group of search?.groups(still) ?? []) {
          const stays = keptOf(group, keep, row => lengths.at(row));
          for (const row of group) kept[row] = row === stays ? 0 : stays;
        }
        // What it knows of a million texts is some hundred MiB, and no longer needed.
        search = null;
      },
      drops: ({ row }) => kept[row] || false,
    };
  },
});

/** Rows of a group ascend; of equally long texts the first stays. */
function keptOf(group: readonly number[], keep: Keep, lengthOf: (row: number) => number): number {
  if (keep === 'longest') return group.reduce((best, row) => (lengthOf(row) > lengthOf(best) ? row : best));
  return (keep === 'first' ? group[0] : group.at(-1)) as number;
}
