import { z } from 'zod';
import { choice, decimal } from '../options.ts';
import { stepKind } from '../step.ts';
import { characters } from '../text-facts.ts';

/** Of normal numbers, the interquartile range by the mean absolute deviation: 1.349 sigma by 0.798 sigma. */
const RANGE_A_DEVIATION = 1.69;

export const outliers = stepKind({
  id: 'outliers',
  title: { en: 'Outliers by length', zh: '长度异常值' },
  says: {
    en: 'Drops texts far shorter or longer than the rest: beyond the quartiles of the logarithm of the length. Of instructions and chats that is the length of input and answer together.',
    zh: '删除远短于或远长于其他文本的数据行：按长度对数的四分位数判断。指令和对话按输入与回答的总长计算。',
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
  judgesRows: true,
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
  const reach = factor * (high - low || stoodIn(lengths, rows, low));
  return { low: low - reach, high: high + reach };
}

/**
 * The interquartile range of normal numbers that deviate as much on average: for when half of the texts have one length,
 * and any other would be an outlier. At least one character.
 */
function stoodIn(lengths: readonly (readonly [number, number])[], rows: number, middle: number): number {
  const deviations = lengths.reduce((sum, [length, count]) => sum + count * Math.abs(Math.log1p(length) - middle), 0);
  const character = Math.log1p(Math.expm1(middle) + 1) - middle;
  return Math.max(character, (RANGE_A_DEVIATION * deviations) / rows);
}
