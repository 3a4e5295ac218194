import { z } from 'zod';
import { choice, decimal } from '../options.ts';
import { stepKind } from '../step.ts';
import { characters } from '../text-facts.ts';

export const outliers = stepKind({
  id: 'outliers',
  title: { en: 'Outliers by length', zh: '长度异常值' },
  says: {
    en: 'Drops texts far shorter or longer than the rest: beyond the quartiles of the logarithm of the length.',
    zh: '删除远短于或远长于其他文本的数据行：按长度对数的四分位数判断。',
  },
  options: z.object({
    factor: decimal({
      title: { en: 'Interquartile ranges', zh: '四分位距倍数' },
      says: { en: '1.5 is strict, 3 takes only the far ones (Tukey).', zh: '1.5 较严格，3 只删除极端值（Tukey）。' },
      low: 0.5,
      high: 20,
      default: 3,
    }),
    side: choice({
      title: { en: 'Drop', zh: '删除' },
      says: { en: 'On which side.', zh: '删除哪一侧。' },
      choices: {
        both: { en: 'Too short and too long', zh: '过短和过长' },
        short: { en: 'Too short', zh: '过短' },
        long: { en: 'Too long', zh: '过长' },
      },
      default: 'both',
    }),
  }),
  start: ({ factor, side }) => {
    const rowsOfLength = new Map<number, number>();
    let fences: { readonly low: number; readonly high: number } | null = null;
    return {
      learn: ({ text }) => {
        const length = characters(text);
        rowsOfLength.set(length, (rowsOfLength.get(length) ?? 0) + 1);
      },
      drops: ({ text }) => {
        fences ??= fencesOf(rowsOfLength, factor);
        const size = Math.log1p(characters(text));
        return (side !== 'long' && size < fences.low) || (side !== 'short' && size > fences.high);
      },
    };
  },
});

function fencesOf(rowsOfLength: ReadonlyMap<number, number>, factor: number): { low: number; high: number } {
  const lengths = [...rowsOfLength].sort(([a], [b]) => a - b);
  const rows = lengths.reduce((sum, [, count]) => sum + count, 0);
  const quantile = (share: number): number => {
    let seen = 0;
    for (const [length, count] of lengths) {
      seen += count;
      if (seen >= share * rows) return Math.log1p(length);
    }
    return 0;
  };
  const [low, high] = [quantile(0.25), quantile(0.75)];
  // Where most texts have one length, quartiles say nothing of how far others may be from it.
  if (low === high) return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const reach = factor * (high - low);
  return { low: low - reach, high: high + reach };
}
