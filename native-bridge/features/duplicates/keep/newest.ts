import { timeOf } from '../../dataset/index.ts';
import type { Rule } from './rule.ts';

/** A row without a time that can be read counts as the oldest. */
export const newest: Rule = {
  id: 'newest',
  needs: 'time',
  rank: ({ time }) => {
    const atMs = timeOf(time);
    return Number.isNaN(atMs) ? Number.NEGATIVE_INFINITY : atMs;
  },
};
