import { z } from 'zod';
import { LineCounts } from '../line-counts.ts';
import { whole } from '../options.ts';
import { stepKind } from '../step.ts';

export const boilerplate = stepKind({
  id: 'boilerplate',
  title: { en: 'Boilerplate lines', zh: '模板行' },
  says: {
    en: 'Takes out lines that stand word for word in many rows, among other lines: signatures, disclaimers, navigation. A text of which nothing would be left stays.',
    zh: '删除在许多数据行中与其他行一同逐字出现的行：签名、免责声明、导航等。删除后会一行不剩的文本保持不变。',
  },
  options: z.object({
    rows: whole({
      title: { en: 'In at least so many rows', zh: '至少出现的行数' },
      says: { en: 'A line that fewer rows have stays.', zh: '出现更少的行会保留。' },
      low: 10,
      high: 1_000_000,
      default: 20,
    }),
    characters: whole({
      title: { en: 'Characters of a line', zh: '行的最少字符数' },
      says: { en: 'Shorter lines stay: “Yes” is no boilerplate.', zh: '更短的行会保留：“好的”不是模板。' },
      low: 1,
      high: 10_000,
      default: 12,
    }),
  }),
  start: ({ rows, characters }) => {
    const counts = new LineCounts();
    const isLong = (line: string): boolean => line.length >= characters;
    return {
      learn: ({ text }) => {
        const lines = new Set(text.split('\n').map(line => line.trim()));
        lines.delete('');
        // A line that is the whole text is what it says, however many say the same.
        if (lines.size === 1) return;
        for (const line of lines) if (isLong(line)) counts.add(line);
      },
      change: text => {
        const lines = text.split('\n');
        const kept = lines.filter(line => !isLong(line.trim()) || counts.atMost(line.trim()) < rows);
        return kept.length === lines.length ? text : kept.join('\n').trim() || text;
      },
    };
  },
});
