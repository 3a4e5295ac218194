import type { Rule } from './rule.ts';

export const first: Rule = { id: 'first', needs: null, rank: () => 0 };
